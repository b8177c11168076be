/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "store/bw-annotations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Showing ------------------------------------------------------------------------------------ */

static void
add_note (JsonBuilder        *builder,
          const BwAnnotation *note)
{
  g_autofree char *time = bw_time_format (note->start_ms, note->offset_min);
  g_autofree char *until = bw_time_format (note->end_ms, note->offset_min);

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "id", note->id);
  bw_json_add_string (builder, "time", time);
  bw_json_add_string (builder, "until", note->end_ms > note->start_ms ? until : NULL);
  bw_json_add_string (builder, "text", note->text);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (char **tag = note->tags; *tag != NULL; tag++)
    json_builder_add_string_value (builder, *tag);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static char *
format_time (gint64 time_ms,
             int    offset_min)
{
  char *time = bw_time_format (time_ms, offset_min);
  /* A year may have five digits. */
  char *clock = strchr (time, 'T');

  clock[0] = ' ';
  clock[6] = '\0';
  return time;
}

static void
print_notes (GPtrArray *notes)
{
  g_autoptr (BwTable) table = NULL;

  if (notes->len == 0)
    {
      g_print (_("No notes.\n"));
      return;
    }
  table = bw_table_new ("rllll");
  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Until")),
                g_strdup (_("Tags")), g_strdup (_("Text")));
  for (guint i = 0; i < notes->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (notes, i);

      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, note->id),
                    format_time (note->start_ms, note->offset_min),
                    note->end_ms > note->start_ms ? format_time (note->end_ms, note->offset_min)
                                                  : NULL,
                    g_strjoinv (", ", note->tags), g_strdup (note->text));
    }
  bw_table_print (table, TRUE);
}

/* --- Adding --------------------------------------------------------------------------------------- */

/* When a note is of: a day alone is all of it, nothing is now. */
static gboolean
read_times (BwAnnotation  *note,
            const char    *at,
            const char    *until,
            GTimeZone     *zone,
            GError       **error)
{
  gint64 day;

  if (at == NULL)
    note->start_ms = g_get_real_time () / 1000;
  else if (!bw_cli_parse_time (at, zone, FALSE, &note->start_ms, error))
    return FALSE;
  note->end_ms = note->start_ms;
  note->offset_min = bw_time_offset (zone, note->start_ms);

  if (until == NULL && at != NULL && bw_time_parse_day (at, &day))
    until = at;
  if (until == NULL)
    return TRUE;
  if (!bw_cli_parse_time (until, zone, TRUE, &note->end_ms, error))
    return FALSE;
  if (note->end_ms <= note->start_ms)
    return bw_cli_set_usage_error (error, _("“%s” is not after “%s”"), until,
                                   at != NULL ? at : _("now"));
  return TRUE;
}

static gboolean
run_add (BwCli   *cli,
         GError **error)
{
  g_autofree char *at = NULL;
  g_autofree char *until = NULL;
  g_auto (GStrv) tags = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("When (now); a day alone is all of it"),
      N_("TIME") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until,
      N_("To when, for a stretch of time; a day alone is its end"), N_("TIME") },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags,
      N_("Words to find it by, such as ill, race, travel, alcohol, medication, stress"),
      N_("WORD,…") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (BwAnnotation) kept = NULL;
  g_autofree char *all_tags = NULL;

  if (!bw_cli_parse (cli, entries, 0, G_MAXUINT, &words, error))
    return FALSE;
  note->text = g_strjoinv (" ", words);
  if (!g_utf8_validate (note->text, -1, NULL))
    return bw_cli_set_usage_error (error, _("The text of the note is not in UTF-8"));
  if (tags != NULL)
    all_tags = g_strjoinv (",", tags);
  note->tags = bw_annotation_parse_tags (all_tags);
  if (*g_strstrip (note->text) == '\0' && note->tags[0] == NULL)
    return bw_cli_set_usage_error (error, _("The note says nothing: write a text or a tag."));

  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (!read_times (note, at, until, zone, error)
      || !bw_library_add_annotation (library, note, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      add_note (builder, note);
      bw_cli_print_builder (builder);
    }
  else
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, note->id);

      /* Translators: the number that “note list” shows. */
      g_print (_("Kept as note %s.\n"), id);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_note_add = {
  .name = "note add",
  .arguments = N_("[TEXT…]"),
  .summary = N_("Note something about a moment, a day or a stretch of time"),
  .description = N_("Notes stand beside the forecast: what you know and no watch does. A time is "
                    "2023-09-21 or\n"
                    "2023-09-21T07:30, in the time zone of the library."),
  .run = run_add,
};

/* --- Listing and removing --------------------------------------------------------------------------- */

static gboolean
run_list (BwCli   *cli,
          GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  gint64 from_ms, to_ms;

  library = bw_cli_open_span (cli, &from_ms, &to_ms, error);
  if (library == NULL)
    return FALSE;
  notes = bw_library_list_annotations (library, from_ms, to_ms, error);
  if (notes == NULL)
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_array (builder);
      for (guint i = 0; i < notes->len; i++)
        add_note (builder, g_ptr_array_index (notes, i));
      json_builder_end_array (builder);
      bw_cli_print_builder (builder);
    }
  else
    print_notes (notes);
  return TRUE;
}

const BwCliVerb bw_cli_verb_note_list = {
  .name = "note list",
  .summary = N_("List the notes"),
  .run = run_list,
};

static gboolean
run_remove (BwCli   *cli,
            GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwAnnotation) note = NULL;
  gint64 id;

  if (!bw_cli_parse (cli, NULL, 1, 1, &words, error))
    return FALSE;
  if (!g_ascii_string_to_signed (words[0], 10, 1, G_MAXINT64, &id, NULL))
    return bw_cli_set_usage_error (
      error, _("“%s” is not the number of a note; “beatwise-cli note list” shows them"), words[0]);
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  note = bw_library_get_annotation (library, id, error);
  if (note == NULL || !bw_library_delete_annotation (library, id, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      add_note (builder, note);
      bw_cli_print_builder (builder);
    }
  else
    g_print (_("Note %s is gone.\n"), words[0]);
  return TRUE;
}

const BwCliVerb bw_cli_verb_note_remove = {
  .name = "note remove",
  .arguments = N_("ID"),
  .summary = N_("Remove a note"),
  .run = run_remove,
};
