/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-xml-scanner.h"

G_BEGIN_DECLS

/* The scanner's reading of one tag. */
typedef struct
{
  BwXmlAttribute attributes[BW_XML_MAX_ATTRIBUTES];
  guint n_attributes;
  guint64 names_seen; /* a bit a name, to find duplicates fast */
} BwXmlTag;

typedef enum {
  BW_XML_TAG_OPEN,   /* its end is further on */
  BW_XML_TAG_ENDED,
  BW_XML_TAG_BROKEN, /* another tag begins within it */
} BwXmlTagEnd;

/* Looks for the end of a tag from *@s on, which moves to the > or < found or to @end. @quote, 0 at
 * the beginning, is remembered from one piece of a tag to the next. */
BwXmlTagEnd bw_xml_tag_find_end (const char **s,
                                 const char  *end,
                                 char        *quote);

/**
 * bw_xml_tag_read:
 * @text: at the tag's <
 *
 * The common case in one go: `<name a="v" b='v'/>`.
 *
 * Returns: where its > is, %NULL when it goes on beyond @end or has to be looked at more patiently
 */
const char *bw_xml_tag_read (BwXmlTag   *self,
                             const char *text,
                             const char *end,
                             BwSlice    *name,
                             gboolean   *empty);

/* A start tag in whatever shape, from its < to its @close: names with blanks in them, values
 * without quotes, names without a value.
 * Returns: whether all of it made sense */
gboolean bw_xml_tag_read_patiently (BwXmlTag   *self,
                                    const char *text,
                                    const char *close,
                                    BwSlice    *name,
                                    gboolean   *empty);

/* The name from @s on. */
BwSlice bw_xml_tag_name (const char *s,
                         const char *end);

static inline gboolean
bw_xml_is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

G_END_DECLS
