/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-beats-private.h"
#include "cli/bw-cli-output.h"

#include <glib/gi18n-lib.h>

/* Lists the beats of a rhythm. What changes them is in bw-cli-beats-edit.c. */

static const char *
get_by_hand (const BwEditedBeat *beat)
{
  return beat->by_hand > 0 ? bw_beat_edit_kind_get_id (beat->by_hand - 1) : NULL;
}

static gboolean
is_within (const BwEditedBeat *beat,
           double              from_ms,
           double              to_ms)
{
  return beat->time_ms >= from_ms && beat->time_ms <= to_ms;
}

static void
print_json (const BwRhythm *rhythm,
            double          from_ms,
            double          to_ms)
{
  g_autofree char *start = bw_time_format (rhythm->start_ms, rhythm->offset_min);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "time", rhythm->time_known ? start : NULL);
  bw_json_add_string (builder, "threshold", bw_correction_get_id (rhythm->settings.correction));
  bw_json_add_int (builder, "edits", bw_beat_edits_get_n (rhythm->edits));
  bw_json_add_int (builder, "artefacts", rhythm->edited->n_artefacts);
  json_builder_set_member_name (builder, "beats");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rhythm->n_beats; i++)
    {
      const BwEditedBeat *beat = &rhythm->beats[i];

      if (!is_within (beat, from_ms, to_ms))
        continue;
      json_builder_begin_object (builder);
      bw_json_add_int (builder, "beat", i);
      bw_json_add_double (builder, "time_s", TRUE, beat->time_ms / 1000);
      bw_json_add_double (builder, "rr_ms", beat->follows, beat->rr_ms);
      bw_json_add_string (builder, "verdict",
                          beat->removed ? NULL : bw_beat_verdict_get_id (beat->verdict));
      bw_json_add_string (builder, "found",
                          beat->removed ? NULL : bw_beat_verdict_get_id (beat->found));
      bw_json_add_string (builder, "by_hand", get_by_hand (beat));
      bw_json_add_boolean (builder, "removed", beat->removed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_json_add_notes (builder, rhythm->notes);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

/* What was found, where that is not what holds, and what was done. Returns: (transfer full) */
static char *
describe (const BwEditedBeat *beat)
{
  const char *hand = beat->by_hand > 0 ? bw_beat_edit_kind_get_text (beat->by_hand - 1) : NULL;

  if (hand == NULL)
    return g_strdup ("");
  if (beat->removed || beat->verdict == beat->found)
    return g_strdup (hand);
  /* Translators: what a person did to a beat, and what the program says: "Marked by hand; found:
   * ectopic" */
  return g_strdup_printf (_("%s; found: %s"), hand, bw_beat_verdict_get_text (beat->found));
}

static void
print_text (const BwRhythm *rhythm,
            double          from_ms,
            double          to_ms)
{
  g_autoptr (BwTable) table = bw_table_new ("rrrll");
  guint n = 0;

  bw_table_add (table, g_strdup (_("Beat")), g_strdup (_("Time (s)")), g_strdup (_("RR (ms)")),
                g_strdup (_("What it is")), g_strdup (_("By hand")));
  for (guint i = 0; i < rhythm->n_beats; i++)
    {
      const BwEditedBeat *beat = &rhythm->beats[i];

      if (!is_within (beat, from_ms, to_ms))
        continue;
      bw_table_add (table, g_strdup_printf ("%u", i),
                    bw_cli_format_number (TRUE, beat->time_ms / 1000, 3),
                    bw_cli_format_number (beat->follows, beat->rr_ms, 1),
                    g_strdup (beat->removed ? C_ ("beat", "Removed")
                                            : bw_beat_verdict_get_text (beat->verdict)),
                    describe (beat));
      n++;
    }
  if (n > 0)
    bw_table_print (table, TRUE);
  else
    g_print (_("No beats.\n"));
  bw_cli_print_notes (rhythm->notes);
}

static gboolean
list (BwCli                     *cli,
      const BwCliRhythmOptions  *options,
      GError                   **error)
{
  g_autoptr (BwRhythm) rhythm = bw_cli_rhythm_open (cli, NULL, options, error);
  double from_ms, to_ms;

  if (rhythm == NULL || !bw_cli_rhythm_get_stretch (rhythm, options, &from_ms, &to_ms, error))
    return FALSE;
  if (options->from == NULL)
    from_ms = -G_MAXDOUBLE;
  if (cli->json)
    print_json (rhythm, from_ms, to_ms);
  else
    print_text (rhythm, from_ms, to_ms);
  return TRUE;
}

/* What became of it: the numbers that trend and forecast go by, before and after. */
static void
tell_changed (BwCli          *cli,
              const BwRhythm *before,
              const BwRhythm *after)
{
  const guint n = bw_beat_edits_get_n (after->edits);
  BwHrvTime was, is;

  if (cli->json)
    {
      print_json (after, -G_MAXDOUBLE, G_MAXDOUBLE);
      return;
    }
  if (n == 0)
    g_print (_("The beats are as they were measured.\n"));
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "%u edit of the beats is kept.\n",
                          "%u edits of the beats are kept.\n", n),
             n);
  bw_hrv_time (&was, before->nn, before->clock_ms);
  bw_hrv_time (&is, after->nn, after->clock_ms);
  if (was.has_rmssd && is.has_rmssd)
    g_print (_("RMSSD was %.1f ms and is %.1f ms.\n"), was.rmssd_unbiased_ms,
             is.rmssd_unbiased_ms);
  /* such as that edits were kept of other beats than these, whose place they take now */
  bw_cli_print_notes (after->notes);
}

/* An edit is of the whole rhythm with what is kept with it; how it is analysed is kept where that is said,
 * for who merely looked at it with another threshold does not want it kept. */
static gboolean
check_uses (const BwCliRhythmOptions  *options,
            const BwCliBeatsOptions   *changes,
            GError                   **error)
{
  enum { EDIT = 1, KEEP = 2, RESET = 4 };
  const guint way = changes->reset ? RESET : changes->keep ? KEEP : EDIT;
  const BwCliUse uses[] = {
    { "--from", options->from != NULL, 0 },
    { "--to", options->to != NULL, 0 },
    { "--without-edits", options->without_edits, 0 },
    { "--keep", changes->keep, KEEP },
    { "--detrend", options->detrend, KEEP },
    { "--no-correction", options->no_correction, KEEP },
    { "--threshold", options->threshold != NULL, KEEP },
    { "--window", options->window != NULL, KEEP },
  };

  for (guint i = 0; way == EDIT && i < G_N_ELEMENTS (uses); i++)
    if (uses[i].given && uses[i].ways == KEEP)
      return bw_cli_set_usage_error (error, _("“%s” needs “%s” where beats are edited"),
                                     uses[i].option, "--keep");
  return bw_cli_check_uses (uses, G_N_ELEMENTS (uses), way,
                            way == RESET  ? "--reset"
                            : way == KEEP ? "--keep"
                                          : _("an edit"),
                            error);
}

static gboolean
edit (BwCli                     *cli,
      const BwCliRhythmOptions  *options,
      const BwCliBeatsOptions   *changes,
      GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwRhythm) before = NULL;
  g_autoptr (BwRhythm) after = NULL;

  if (!bw_cli_rhythm_check (options, TRUE, error))
    return FALSE;
  if (options->file != NULL)
    return bw_cli_set_usage_error (error, _("Beats are edited in the library; “import” takes “%s” "
                                            "there"),
                                   options->file);
  if (!check_uses (options, changes, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_WRITE, error);
  /* Begun before what is kept is read: edits that another program makes meanwhile come before or after
   * these, and are not lost. Closing takes back what was not finished. */
  if (library == NULL || !bw_library_begin (library, error))
    return FALSE;
  before = bw_cli_rhythm_open (cli, library, options, error);
  if (before == NULL)
    return FALSE;
  after = bw_cli_beats_change (before, changes, error);
  if (after == NULL || !bw_rhythm_keep_within (library, after, error)
      || !bw_library_commit (library, error))
    return FALSE;
  tell_changed (cli, before, after);
  return TRUE;
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (BwCliRhythmOptions) options = { 0 };
  g_auto (BwCliBeatsOptions) changes = { 0 };
  const GOptionEntry entries[] = {
    BW_CLI_RHYTHM_SOURCE_ENTRIES (options),
    BW_CLI_RHYTHM_RATE_ENTRY (options),
    BW_CLI_RHYTHM_STRETCH_ENTRIES (options),
    BW_CLI_RHYTHM_HOW_ENTRIES (options),
    { "mark", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.mark,
      N_("Overrule what was found: normal, ectopic, missed, extra or long-short"),
      N_("N[-M]=WHAT") },
    { "delete", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.remove,
      N_("No beat, and nothing known in its place: a gap"), "N" },
    { "merge", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.merge,
      N_("No beat: its two intervals are one"), "N" },
    { "insert", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.insert, N_("A beat at this moment"),
      N_("MOMENT") },
    { "split", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.split,
      N_("The interval that ends at a beat into K equal ones (2)"), "N[:K]" },
    { "move", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.move, N_("A beat to this moment"),
      N_("N=MOMENT") },
    { "restore", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.restore,
      N_("Take back what was done to these beats"), "N[-M]" },
    { "reset", 0, 0, G_OPTION_ARG_NONE, &changes.reset,
      N_("Take back everything, the threshold kept with it too"), NULL },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &changes.keep,
      N_("Keep the threshold, detrending and window given here with it"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;

  if (!bw_cli_parse (cli, entries, 0, 1, &words, error))
    return FALSE;
  options.file = g_strdup (words[0]);
  return bw_cli_beats_is_change (&changes) ? edit (cli, &options, &changes, error)
                                           : list (cli, &options, error);
}

const BwCliVerb bw_cli_verb_beats = {
  .name = "beats",
  .arguments = N_("[FILE]"),
  .summary = N_("List the beats of a rhythm, and edit them by hand"),
  .description = N_("Beats are numbered from 0. The beats as measured are never changed: edits are kept "
                    "in the library beside them,\n"
                    "hold for metrics, trend and forecast, and can be taken back. All numbers in one "
                    "call are those of the list before it.\n"
                    "A MOMENT is a time since the first beat, in seconds (12.345) or as 5:00 or "
                    "1:02:03; or a time of day, @07:30."),
  .run = run,
};
