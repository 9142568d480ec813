# SPDX-License-Identifier: Apache-2.0
"""Reads XML of strangers: no document type, no entity, no network, and no more than is allowed."""

from __future__ import annotations

from lxml import etree


class UnsafeXmlError(Exception):
    """What cannot be read as XML, or is refused before it is. One sentence for a person."""


def parse_xml(document: bytes, most_bytes: int) -> etree._Element:
    """Return the root of a document. Raises UnsafeXmlError.

    A document type declaration is refused as such: without one there is no entity to expand (billion
    laughs) and none to fetch (XXE). Depth and sizes are bounded by libxml2 (``huge_tree`` is off).
    """
    if len(document) > most_bytes:
        raise UnsafeXmlError(f"it has more than {most_bytes} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeXmlError(f"it is no XML: {str(error)[:120]}") from None
    if root is None:
        raise UnsafeXmlError("it is empty")
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXmlError("it has a document type, which no alert has")
    return root
