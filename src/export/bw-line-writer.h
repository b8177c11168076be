/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of InfluxDB's line protocol:
 * `measurement,tag=value,… field=value,… time`. A point is its head (measurement and tags), then
 * fields, then its time. */

/* The measurement and its tags.
 * @tags: (array zero-terminated=1): keys and values in turn, the keys in the order of their bytes,
 *   which is how InfluxDB likes them; a tag without a value (%NULL or "") is left out
 *
 * In a value commas, equals signs and blanks are escaped. What the protocol cannot say is replaced:
 * control characters by a blank, and a backslash by a slash, for it would escape what stands behind
 * it.
 *
 * Returns: (transfer full) */
char *bw_line_make_head (const char        *measurement,
                         const char *const *tags);

/* A field behind the head or another field. @first: whether it is the first of its point, for which it
 * then becomes FALSE. A number that is not finite is left out. */
void bw_line_add_number (GString    *out,
                         gboolean   *first,
                         const char *key,
                         double      value);
void bw_line_add_count (GString    *out,
                        gboolean   *first,
                        const char *key,
                        gint64      value);
void bw_line_add_flag (GString    *out,
                       gboolean   *first,
                       const char *key,
                       gboolean    value);
void bw_line_add_text (GString    *out,
                       gboolean   *first,
                       const char *key,
                       const char *value);

/* The time and the line's end. */
void bw_line_end (GString *out,
                  gint64   time_ns);

/* @value with a point in every language, in so few digits that it is read back to the bit: those it has
 * where these are at most six behind the point, else up to seventeen. @value is finite. */
void bw_line_append_number (GString *out,
                            double   value);

G_END_DECLS
