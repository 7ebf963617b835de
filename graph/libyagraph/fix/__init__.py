"""Fills in what an annotation leaves to the machine, and moves its positions along with a text.

In go the text of an annotation and the text of its article; out comes the annotation with digests,
with positions in place of quotes, with the SHA-256 and length of the source, and, where the text
has changed, with each passage and region where it stands now. Nothing else of the file is touched.
What can't be found, or would have to be guessed, stays as it is and is reported.
"""

from libyagraph.fix.annotation import Fixed, fix
from libyagraph.fix.file import FixedFile, fixed_file

__all__ = ["Fixed", "FixedFile", "fix", "fixed_file"]
