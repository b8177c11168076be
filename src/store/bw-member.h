/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of JSON objects, written and read: what the texts share that a library keeps. */

void bw_member_add_int (JsonBuilder *builder,
                        const char  *key,
                        gint64       value);

/* What is not @known, or no number, is null. */
void bw_member_add_double (JsonBuilder *builder,
                           const char  *key,
                           gboolean     known,
                           double       value);

/* %NULL is null. */
void bw_member_add_string (JsonBuilder *builder,
                           const char  *key,
                           const char  *value);
void bw_member_add_boolean (JsonBuilder *builder,
                            const char  *key,
                            gboolean     value);

/**
 * bw_member_parse:
 * @text: (nullable): what a library or a file says
 *
 * Somebody else may have written it: a text that is not in UTF-8, that is nested so deep that to read it
 * would use up the stack, or that is anything but one object is none.
 *
 * Returns: (transfer full) (nullable): a node that holds an object
 */
JsonNode *bw_member_parse (const char *text);

/* The readers take nothing on trust: a member that is not there, of another kind or out of range is
 * %NULL, or %FALSE with @value untouched. */

/* Returns: (nullable): borrowed: neither an object, an array nor null */
JsonNode *bw_member_get_value (JsonObject *object,
                               const char *key);
gboolean bw_member_get_int (JsonObject *object,
                            const char *key,
                            gint64     *value);

/* A whole number within [0, @most]. */
gboolean bw_member_get_count (JsonObject *object,
                              const char *key,
                              guint       most,
                              guint      *value);
gboolean bw_member_get_boolean (JsonObject *object,
                                const char *key,
                                gboolean   *value);

/* A number within [@least, @most]. */
gboolean bw_member_get_double (JsonObject *object,
                               const char *key,
                               double      least,
                               double      most,
                               double     *value);

/* An array of @n of them. @values: (out) (array length=n): where it is %FALSE, some may be touched */
gboolean bw_member_get_doubles (JsonObject *object,
                                const char *key,
                                guint       n,
                                double      least,
                                double      most,
                                double     *values);

/* Returns: (nullable): borrowed */
const char *bw_member_get_string (JsonObject *object,
                                  const char *key);
JsonArray *bw_member_get_array (JsonObject *object,
                                const char *key);
JsonObject *bw_member_get_object (JsonObject *object,
                                  const char *key);

G_END_DECLS
