"""The pages of messages: asking, the network asked, coming back, the desk."""
