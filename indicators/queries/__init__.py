"""What pages need, each with a number of queries that does not grow with years, indicators or respondents."""
