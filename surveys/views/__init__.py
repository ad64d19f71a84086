"""The pages of surveys. GET never writes; what may not be done is 403, and for the unknown the sign-in page."""
