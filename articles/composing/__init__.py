"""From the working copy to what readers get: rendered text, what it mentions, previews."""
