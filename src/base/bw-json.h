/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether brackets in @text (@length bytes), which is to be JSON, nest no deeper than @depth. To be
 * asked before a parser sees what somebody else wrote, for parsers recurse. Outside strings only
 * JSON's own characters are let through, so that no comment hides anything from this look; inside them
 * only JSON's own escapes, whole, of which the parser makes nothing but UTF-8. */
gboolean bw_json_is_shallow (const char *text,
                             gsize       length,
                             int         depth);

/* @text, which is UTF-8, as a string with its quotes. */
void bw_json_append_text (GString    *out,
                          const char *text);

G_END_DECLS
