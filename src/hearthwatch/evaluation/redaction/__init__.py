# SPDX-License-Identifier: Apache-2.0
"""How well people are hidden: clip, masks of people, and what was published of it go in; figures come out.

`measuring` is the file to read first; docs/ref/evaluate-redaction.md defines each figure.
"""
