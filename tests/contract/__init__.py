"""`make api-test`: the API's own schema turned into thousands of requests against the running application."""
