/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The scanner's way past a DOCTYPE. Apple's of iOS 16 is not well formed, so its brackets and
 * quotes cannot be relied on alone: a line that begins with the root element ends it too. */

#define BW_XML_MAX_ROOT 48

typedef struct
{
  char root[BW_XML_MAX_ROOT];
  gsize root_length;
  gboolean root_known; /* the name has been read whole */
  int brackets;
  char quote;          /* 0 outside quotes */
  gboolean comment;
  guint32 last;        /* the last four bytes */
  gboolean line_start; /* only blanks since the line began */
  gssize match;        /* bytes of `<root` matched; -1 none */
} BwXmlDoctype;

typedef enum {
  BW_XML_DOCTYPE_OPEN,  /* its end is further on */
  BW_XML_DOCTYPE_ENDED, /* with its > */
  BW_XML_DOCTYPE_ROOT,  /* `<root` has been read instead */
} BwXmlDoctypeEnd;

/* For what follows `<!DOCTYPE`. */
void bw_xml_doctype_begin (BwXmlDoctype *self);

/* Moves *@s to where to go on. */
BwXmlDoctypeEnd bw_xml_doctype_skip (BwXmlDoctype  *self,
                                     const char   **s,
                                     const char    *end);

G_END_DECLS
