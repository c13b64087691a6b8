"""What the twins of Meta's services share: how its Graph API is asked and how it says no.

From its documentation: https://developers.facebook.com/docs/graph-api
"""
