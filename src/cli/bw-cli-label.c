/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"
#include "store/bw-recordings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No list of labels is larger. */
#define MAX_FILE_SIZE (16 * 1024 * 1024)

typedef struct
{
  gint64 id;
  BwLabel label;
} Labelled;

/* Ids of recordings, checked before anything is changed.
 * Returns: (transfer full) (nullable) (element-type Labelled) */
static GArray *
read_ids (char    **words,
          guint     n,
          BwLabel   label,
          GError  **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (Labelled), n);

  for (guint i = 0; i < n; i++)
    {
      Labelled one = { 0, label };

      if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT64, &one.id, NULL))
        {
          bw_cli_set_usage_error (
            error, _("“%s” is not the ID of a recording; “beatwise-cli ecgs” lists them"), words[i]);
          return NULL;
        }
      g_array_append_val (ids, one);
    }
  return g_steal_pointer (&ids);
}

/* Cells of a line, without their quotes; a quoted cell may hold the separator, not a line end.
 * Returns: (transfer full) */
static char **
split_cells (const char *line,
             char        separator)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = line;; p++)
    {
      if (*p == '\0' || (*p == separator && !quoted))
        {
          g_strv_builder_add (cells, g_strstrip (cell->str));
          g_string_truncate (cell, 0);
          if (*p == '\0')
            break;
        }
      else if (*p != '"')
        g_string_append_c (cell, *p);
      else if (quoted && p[1] == '"')
        g_string_append_c (cell, *p++);
      else
        quoted = !quoted;
    }
  return g_strv_builder_end (cells);
}

/* Returns: the column called @name or @other, -1 where there is none */
static int
find_column (char       **heading,
             const char  *name,
             const char  *other)
{
  for (int i = 0; heading[i] != NULL; i++)
    if (g_ascii_strcasecmp (heading[i], name) == 0 || g_ascii_strcasecmp (heading[i], other) == 0)
      return i;
  return -1;
}

static gboolean
set_line_error (GError     **error,
                const char  *file,
                guint        line,
                const char  *what)
{
  g_autofree char *shown = g_filename_display_name (file);

  /* Translators: a file, the number of a line in it, and what is wrong there */
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("%s, line %u: %s"), shown, line, what);
  return FALSE;
}

/* The one recording called @name; %NULL where there is none, or several. */
static const BwRecording *
find_named (GArray     *recordings,
            const char *name)
{
  const BwRecording *found = NULL;

  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      if (g_strcmp0 (recording->name, name) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = recording;
    }
  return found;
}

static gboolean
read_row (GArray      *labelled,
          GArray      *recordings,
          char       **cells,
          const int    columns[3],
          const char  *file,
          guint        line,
          GError     **error)
{
  guint n = g_strv_length (cells);
  const char *cell[3] = { "", "", "" };
  g_autofree char *lower = NULL;
  Labelled one = { 0, BW_LABEL_NONE };

  for (int i = 0; i < 3; i++)
    if (columns[i] >= 0 && (guint) columns[i] < n)
      cell[i] = cells[columns[i]];
  lower = g_ascii_strdown (cell[2], -1);
  if (*lower != '\0' && !bw_label_from_id (lower, &one.label))
    {
      g_autofree char *what
          = g_strdup_printf (_("a label is “fasting”, “glucose” or “none”, not “%s”"), cell[2]);

      return set_line_error (error, file, line, what);
    }
  if (*cell[0] != '\0')
    {
      if (!g_ascii_string_to_signed (cell[0], 10, 1, G_MAXINT64, &one.id, NULL))
        {
          g_autofree char *what
              = g_strdup_printf (_("“%s” is not the ID of a recording"), cell[0]);

          return set_line_error (error, file, line, what);
        }
    }
  else
    {
      const BwRecording *recording = find_named (recordings, cell[1]);

      if (recording == NULL)
        {
          g_autofree char *what
              = g_strdup_printf (_("there is not exactly one recording called “%s”"), cell[1]);

          return set_line_error (error, file, line, what);
        }
      one.id = recording->id;
    }
  g_array_append_val (labelled, one);
  return TRUE;
}

/* The rows of a file with a heading: columns “recording” or “id”, or else “name”, and “label”; an
 * empty label takes one away. Returns: (transfer full) (nullable) (element-type Labelled) */
static GArray *
read_csv (const char  *file,
          BwLibrary   *library,
          GError     **error)
{
  g_autoptr (GArray) labelled = g_array_new (FALSE, FALSE, sizeof (Labelled));
  g_autoptr (GArray) recordings = NULL;
  g_auto (GStrv) lines = NULL, heading = NULL;
  g_autofree char *text = NULL;
  const char *start;
  char separator;
  int columns[3];
  gsize length;

  if (!g_file_get_contents (file, &text, &length, error))
    return NULL;
  start = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  if (length > MAX_FILE_SIZE || !g_utf8_validate (text, (gssize) length, NULL))
    {
      set_line_error (error, file, 1, _("this is no list of labels"));
      return NULL;
    }
  lines = g_strsplit (start, "\n", -1);
  separator = lines[0] != NULL && strchr (lines[0], ';') != NULL ? ';' : ',';
  heading = split_cells (lines[0] != NULL ? lines[0] : "", separator);
  columns[0] = find_column (heading, "recording", "id");
  columns[1] = find_column (heading, "name", "name");
  columns[2] = find_column (heading, "label", "label");
  if ((columns[0] < 0 && columns[1] < 0) || columns[2] < 0)
    {
      set_line_error (error, file, 1,
                      _("the heading needs “recording” or “name”, and “label”"));
      return NULL;
    }

  recordings = bw_library_read_recordings (library, error);
  if (recordings == NULL)
    return NULL;
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      cells = split_cells (lines[i], separator);
      if (!read_row (labelled, recordings, cells, columns, file, i + 1, error))
        return NULL;
    }
  return g_steal_pointer (&labelled);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *csv = NULL;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv,
      N_("Take them from a table: recording or name, label"), N_("FILE") },
    { NULL }
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GArray) labelled = NULL;
  BwLabel label;
  guint n;

  if (!bw_cli_parse (cli, entries, 0, G_MAXUINT, &words, error))
    return FALSE;
  n = g_strv_length (words);
  if (csv != NULL && n > 0)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), words[0]);
  if (csv == NULL)
    {
      if (n < 2)
        return bw_cli_set_usage_error (error, _("“%s” is missing"),
                                       _(bw_cli_verb_label.arguments));
      if (!bw_label_from_id (words[n - 1], &label))
        return bw_cli_set_usage_error (
          error, _("The last word is “fasting”, “glucose” or “none”, not “%s”"), words[n - 1]);
      labelled = read_ids (words, n - 1, label, error);
      if (labelled == NULL)
        return FALSE;
    }
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  if (csv != NULL)
    {
      labelled = read_csv (csv, library, error);
      if (labelled == NULL)
        return FALSE;
    }
  if (!bw_library_begin (library, error))
    return FALSE;
  for (guint i = 0; i < labelled->len; i++)
    {
      const Labelled *one = &g_array_index (labelled, Labelled, i);

      if (!bw_library_set_label (library, one->id, one->label, "beatwise-cli", error))
        {
          bw_library_rollback (library);
          return FALSE;
        }
    }
  if (!bw_library_commit (library, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      for (guint i = 0; i < labelled->len; i++)
        {
          const Labelled *one = &g_array_index (labelled, Labelled, i);

          json_builder_begin_object (builder);
          bw_json_add_int (builder, "id", one->id);
          bw_json_add_string (builder, "label",
                              one->label != BW_LABEL_NONE ? bw_label_get_id (one->label) : NULL);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      bw_cli_print_builder (builder);
    }
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "Labelled %u recording.\n", "Labelled %u recordings.\n",
                          labelled->len),
             labelled->len);
  return TRUE;
}

const BwCliVerb bw_cli_verb_label = {
  .name = "label",
  .arguments = N_("ID… fasting|glucose|none"),
  .summary = N_("Label ECG recordings"),
  .description = N_("The IDs are those of “beatwise-cli ecgs”. All are labelled, or after a failure "
                    "none. With “--csv” they\n"
                    "come from a file with a heading and the columns “recording” (the ID) or "
                    "“name”, and “label”."),
  .run = run,
};
