"""Every page as a picture: `make shots` builds three launches, opens each page in each and checks it."""
