"""The app for `streamlit run app.py`; `doorstroom app` starts the same one."""

import streamlit as st

from dashboard.server import MIDDLEWARE, PAGE, tell_of_error

app = st.App(PAGE, middleware=MIDDLEWARE, on_script_error=tell_of_error)
