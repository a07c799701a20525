"""Attacked copies of gold articles, and whether a brief of one did what the attack asked for.

An article is untrusted: whoever writes it may address the model that reads it. `making` puts such a
passage into clean gold articles, by a seed; `obeying` says what a brief of the copy may not hold;
`families` has the passages.
"""
