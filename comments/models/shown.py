"""Comments as those see them who answer them and decide on none."""

from comments.models.comment import Comment


class ShownComment(Comment):
    """A comment as those see it who may answer it and decide on none: what readers see, no more."""

    class Meta:
        proxy = True
        verbose_name = "comment to answer"
        verbose_name_plural = "comments to answer"
        permissions = [("answer_showncomment", "Can answer comments that are shown")]
