"""What an activity of an IATI file becomes here. Pure: values in, values out."""
