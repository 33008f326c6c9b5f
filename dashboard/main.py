"""The router: one script for every page, run again by Streamlit at each click."""

import streamlit as st

from dashboard.router import show

show(st)
