"""Images that people upload: the site decodes them, writes them anew and stores them."""
