"""What is evaluated: data sets, pairs and tables of rows."""
