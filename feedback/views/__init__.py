"""The pages of people outside the team: form, receipt, status page, rating."""
