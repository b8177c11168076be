/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The built program as scripts see it: words in, exit status, standard output and error out. */

typedef struct
{
  int status; /* exit status, or minus the signal */
  char *out;
  char *err;
} Run;

/* @argc and @argv of main(): the program is the first word after the tests' own options. Makes a
 * folder that is also the data folder of all runs. */
gboolean cli_set_up (int    argc,
                     char **argv);
void cli_tear_down (void);

const char *cli_program (void);
const char *cli_folder (void);

/* Returns: (transfer full) */
char *cli_path (const char *name);

/* What a file holds, which is there. Returns: (transfer full) */
char *cli_read (const char *path);

/* @locale may be %NULL; @words begins with the program and ends with %NULL. */
GSubprocess *cli_start (const char        *locale,
                        const char *const *words);
void cli_finish (GSubprocess *process,
                 Run         *run);
Run cli_call (const char *first,
              ...) G_GNUC_NULL_TERMINATED;

/* With --library and --json: the document, after the run was found without fault. */
JsonNode *cli_call_json (const char *library,
                         const char *first,
                         ...) G_GNUC_NULL_TERMINATED;

/* Holds an object to "key:type" words: i integer, d number, s text, b boolean, t time with offset,
 * a array, o object; a capital letter may be null as well. */
void cli_assert_keys (JsonObject *object,
                      const char *keys);

/* Of a document that is an array: its elements; of one that is an object: those of a member. */
JsonObject *cli_element (JsonNode *array,
                         guint     i);
guint cli_length (JsonNode *array);
guint cli_member_length (JsonNode   *object,
                         const char *name);

/* A member of one that is an object. */
gint64 cli_get_int (JsonNode   *object,
                    const char *name);

/* Done, and not a word on standard error: no terminal, no progress. */
void cli_assert_done (const Run *run);

guint cli_count_lines (const char *text);
gint64 cli_count_records (const char *library);

void run_clear (Run *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

G_END_DECLS
