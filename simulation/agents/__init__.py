"""What an inburgeraar, a huishouden, a gemeente and a taalaanbieder *is*: fields and codes."""
