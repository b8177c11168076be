/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/**
 * BwXmlScanner:
 *
 * Reads the XML that phones really write, in one pass and in constant memory: elements and their
 * attributes; text, comments, CDATA, processing instructions and the DOCTYPE (however broken) are
 * passed over. Entities declared in the file are never expanded.
 *
 * It does not judge. Control characters are dropped, broken UTF-8 becomes U+FFFD, a tag that makes
 * no sense is left out and an element that is never closed is closed by its parent's end; all of
 * it is counted. The events are the same however the text is cut into pushes.
 */
typedef struct _BwXmlScanner BwXmlScanner;

#define BW_XML_MAX_TAG (256 * 1024) /* bytes from < to >; a longer tag is left out */
#define BW_XML_MAX_ATTRIBUTES 64    /* of one tag; further ones are left out */
#define BW_XML_MAX_DEPTH 64         /* deeper files are refused */

/* The value is as it stands in the file: see bw_xml_decode(). */
typedef struct
{
  BwSlice name;
  BwSlice value;
} BwXmlAttribute;

/* Slices live for the call. Return %FALSE with @error to stop the scan. An empty element gives both
 * calls. No attribute comes twice: the first counts. */
typedef struct
{
  gboolean (*start_element) (gpointer               user_data,
                             BwSlice                name,
                             const BwXmlAttribute  *attributes,
                             guint                  n_attributes,
                             GError               **error);
  gboolean (*end_element) (gpointer   user_data,
                           BwSlice    name,
                           GError   **error);
} BwXmlHandlers;

/* What was mended, and the line of the first of each (from 1). */
typedef struct
{
  guint64 control;  /* characters XML forbids, dropped */
  guint64 invalid;  /* bytes that are no UTF-8, replaced */
  guint64 broken;   /* tags left out, attributes without a value, ends without a start */
  gint64 control_line, invalid_line, broken_line;
} BwXmlFlaws;

/* @handlers must outlive the scanner. */
BwXmlScanner *bw_xml_scanner_new (const BwXmlHandlers *handlers,
                                  gpointer             user_data);
void bw_xml_scanner_free (BwXmlScanner *self);

/* Returns: %FALSE with @error of a handler, or %BW_ERROR_HOSTILE. */
gboolean bw_xml_scanner_push (BwXmlScanner  *self,
                              const char    *text,
                              gsize          length,
                              GError       **error);

/* To be called once after the last push.
 * Returns: whether the first element was closed, that is, the file is whole */
gboolean bw_xml_scanner_finish (BwXmlScanner *self);

/* Within a handler the line where the tag began, else the line reached. */
gint64 bw_xml_scanner_get_line (BwXmlScanner *self);
const BwXmlFlaws *bw_xml_scanner_get_flaws (BwXmlScanner *self);

/* Appends @value to @out with the five predefined and the numeric entities replaced; others stay
 * as they are. */
void bw_xml_decode (BwSlice  value,
                    GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwXmlScanner, bw_xml_scanner_free)

G_END_DECLS
