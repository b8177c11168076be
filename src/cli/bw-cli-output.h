/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object being built. What is unknown is null: %NULL strings, numbers that are not
 * finite or not @known, times where there is no zone to tell them in. */
void bw_json_add_string (JsonBuilder *builder,
                         const char  *key,
                         const char  *value);
void bw_json_add_int (JsonBuilder *builder,
                      const char  *key,
                      gint64       value);
void bw_json_add_double (JsonBuilder *builder,
                         const char  *key,
                         gboolean     known,
                         double       value);
void bw_json_add_boolean (JsonBuilder *builder,
                          const char  *key,
                          gboolean     value);
void bw_json_add_time (JsonBuilder *builder,
                       const char  *key,
                       gboolean     known,
                       gint64       time_ms,
                       GTimeZone   *zone);
void bw_json_add_notes (JsonBuilder     *builder,
                        const GPtrArray *notes);
void bw_json_add_null (JsonBuilder *builder,
                       const char  *key);

/* The one document of --json, with a line end. */
void bw_cli_print_json (JsonNode *root);
void bw_cli_print_builder (JsonBuilder *builder);

/* Text that came from a file, such as a name in it, as part of one line on a terminal: control
 * characters, which could move the cursor or hide what stands there, and those that turn the
 * direction of writing are replaced. Returns: (transfer full) */
char *bw_cli_format_text (const char *text);

/* The same of a file's name, in any encoding. Returns: (transfer full) */
char *bw_cli_format_path (const char *path);

/* Whether a file that was written is standard output itself: then nothing is to be told there. */
gboolean bw_cli_is_stdout (const char *path);

/* Sentences below a table, a line each; @notes may be %NULL. */
void bw_cli_print_notes (const GPtrArray *notes);

/**
 * BwTable:
 *
 * Text for people in aligned columns. @align holds a letter a column, `l` or `r`. Cells may hold
 * ANSI colours, which take no room; other control characters are replaced.
 */
typedef struct _BwTable BwTable;

BwTable *bw_table_new (const char *align);
void bw_table_free (BwTable *self);

/* As many cells as there are columns; each is (transfer full) and may be %NULL for "–". */
void bw_table_add (BwTable *self,
                   ...);

/* The first row is set off as the heading where @heading. */
void bw_table_print (BwTable  *self,
                     gboolean  heading);

/* "2023-09-21 07:31", local. Returns: (transfer full) */
char *bw_cli_format_time (gint64     time_ms,
                          GTimeZone *zone);

/* "12 s", "4 min", "1 h 20 min". Returns: (transfer full) */
char *bw_cli_format_duration (double seconds);

/* A number with @digits decimals in the user's locale; %NULL where not @known.
 * Returns: (transfer full) (nullable) */
char *bw_cli_format_number (gboolean known,
                            double   value,
                            guint    digits);

/* "812 kB", "1.2 MB". Returns: (transfer full) */
#define bw_cli_format_size(bytes) g_format_size ((guint64) (bytes))

/* Tells on standard error that a result is not kept, which is no reason not to give it. */
void bw_cli_tell_result_not_kept (const GError *error);

/* Shows @progress on standard error, on one line that is replaced, until it is cleared. */
void bw_cli_show_progress (BwProgress *progress);
void bw_cli_clear_progress (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTable, bw_table_free)

G_END_DECLS
