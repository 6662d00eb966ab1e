"""What the numbers are: cohorts, their measures, the rows behind them and the page made of them."""
