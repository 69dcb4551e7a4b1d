"""The pages of the noticeboard."""
