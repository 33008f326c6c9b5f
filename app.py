"""The app for `streamlit run app.py`; `doorstroom app` starts the same one."""

import streamlit as st

from dashboard.server import MIDDLEWARE, PAGE, prepared, tell_of_error

app = st.App(PAGE, lifespan=prepared, middleware=MIDDLEWARE, on_script_error=tell_of_error)
