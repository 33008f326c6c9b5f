"""Where somebody stands: everybody has exactly one phase."""

OPVANG, WACHT_INTAKE, WACHT_PIP = "opvang", "wacht_intake", "wacht_pip"
WACHT_LES, LES, ONDERBROKEN = "wacht_les", "les", "onderbroken"
NA_LES, VOLDAAN, UIT = "na_les", "voldaan", "uit"
