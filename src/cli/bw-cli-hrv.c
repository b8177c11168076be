/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-hrv-compare.h"
#include "cli/bw-cli-output.h"
#include "signal/bw-hrv-metric.h"
#include "signal/bw-hrv-track.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is told of a rhythm or a stretch of one. */
typedef struct
{
  BwRhythm *rhythm;
  double from_ms, to_ms;
  double age_years;   /* negative unknown */
  BwHrv *hrv;
  BwHrvTrack *track;  /* (nullable): where it was asked for, as below */
  BwRhythmComparison *comparison;
} Findings;

static void
findings_clear (Findings *self)
{
  g_clear_pointer (&self->rhythm, bw_rhythm_unref);
  g_clear_pointer (&self->hrv, bw_hrv_free);
  g_clear_pointer (&self->track, bw_hrv_track_free);
  g_clear_pointer (&self->comparison, bw_rhythm_comparison_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Findings, findings_clear)

/* Counts are whole numbers. */
static void
add_metric (JsonBuilder *builder,
            const char  *key,
            BwMetric     metric,
            const BwHrv *hrv)
{
  double value = 0;
  const gboolean known = bw_metric_get_value (metric, hrv, &value);

  if (known && (metric == BW_METRIC_NN50 || metric == BW_METRIC_NN20))
    bw_json_add_int (builder, key, (gint64) value);
  else
    bw_json_add_double (builder, key, known, value);
}

/* Of the metrics of a spectrum, "welch.lf_ms2", an object "welch". */
static void
add_metrics (JsonBuilder *builder,
             const BwHrv *hrv)
{
  g_autofree char *within = NULL;

  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      const char *key = bw_metric_get_key (m);
      const char *point = strchr (key, '.');
      g_autofree char *object = point != NULL ? g_strndup (key, (gsize) (point - key)) : NULL;

      if (g_strcmp0 (object, within) != 0)
        {
          if (within != NULL)
            json_builder_end_object (builder);
          if (object != NULL)
            {
              json_builder_set_member_name (builder, object);
              json_builder_begin_object (builder);
            }
          g_free (within);
          within = g_steal_pointer (&object);
        }
      add_metric (builder, point != NULL ? point + 1 : key, m, hrv);
    }
  if (within != NULL)
    json_builder_end_object (builder);
}

static void
add_norms (JsonBuilder    *builder,
           const Findings *findings)
{
  json_builder_set_member_name (builder, "norms");
  json_builder_begin_object (builder);
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      BwMetricNorm norm;

      if (!bw_metric_get_norm (m, bw_hrv_get_norm_s (findings->hrv), findings->age_years, &norm))
        continue;
      json_builder_set_member_name (builder, bw_metric_get_key (m));
      json_builder_begin_object (builder);
      bw_json_add_double (builder, "low", TRUE, norm.low);
      bw_json_add_double (builder, "high", TRUE, norm.high);
      bw_json_add_string (builder, "source", norm.source);
      bw_json_add_boolean (builder, "guide", norm.is_guide);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_trust (JsonBuilder *builder,
           const BwHrv *hrv)
{
  json_builder_set_member_name (builder, "trust");
  json_builder_begin_object (builder);
  for (guint m = 0; m < BW_N_METRICS; m++)
    bw_json_add_string (builder, bw_metric_get_key (m),
                        bw_metric_trust_get_id (bw_metric_get_trust (m, hrv)));
  json_builder_end_object (builder);
}

static void
add_track (JsonBuilder      *builder,
           const BwHrvTrack *track)
{
  bw_json_add_double (builder, "track_window_s", TRUE, track->window_s);
  json_builder_set_member_name (builder, "track");
  json_builder_begin_array (builder);
  for (guint i = 0; i < track->n; i++)
    {
      const gboolean time = track->has_time[i], spectrum = track->has_spectrum[i];

      json_builder_begin_object (builder);
      bw_json_add_double (builder, "time_s", TRUE, track->middle_ms[i] / 1000);
      bw_json_add_double (builder, "mean_hr_bpm", time, track->mean_hr_bpm[i]);
      bw_json_add_double (builder, "sdnn_ms", time, track->sdnn_ms[i]);
      bw_json_add_double (builder, "rmssd_ms", time, track->rmssd_ms[i]);
      bw_json_add_double (builder, "lf_ms2", spectrum, track->lf_ms2[i]);
      bw_json_add_double (builder, "hf_ms2", spectrum, track->hf_ms2[i]);
      bw_json_add_double (builder, "lf_hf", spectrum, track->lf_hf[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Findings *findings)
{
  const BwRhythm *rhythm = findings->rhythm;
  const BwHrv *hrv = findings->hrv;
  const double duration_ms = bw_rhythm_get_duration_ms (rhythm);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "n", hrv->n);
  bw_json_add_int (builder, "beats", hrv->n_beats);
  bw_json_add_int (builder, "artefacts", hrv->n_artefacts);
  bw_json_add_int (builder, "edits", bw_beat_edits_get_n (rhythm->edits));
  bw_json_add_string (builder, "threshold", bw_correction_get_id (rhythm->settings.correction));
  bw_json_add_boolean (builder, "detrended", rhythm->settings.detrend);
  bw_json_add_double (builder, "window_s", TRUE, rhythm->settings.window_s);
  bw_json_add_double (builder, "from_s", TRUE, findings->from_ms / 1000);
  bw_json_add_double (builder, "to_s", TRUE, MIN (findings->to_ms, duration_ms) / 1000);
  bw_json_add_double (builder, "duration_s", TRUE, hrv->duration_s);
  add_metrics (builder, hrv);
  add_trust (builder, hrv);
  add_norms (builder, findings);
  if (findings->track != NULL)
    add_track (builder, findings->track);
  bw_json_add_notes (builder, hrv->notes);
  if (findings->comparison != NULL)
    bw_cli_hrv_compare_add_json (builder, findings->comparison);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
add_row (BwTable    *table,
         const char *name,
         double      value,
         guint       digits,
         const char *unit)
{
  bw_table_add (table, g_strdup (name), bw_cli_format_number (TRUE, value, digits), g_strdup (unit),
                g_strdup (""));
}

/* How far the value can be trusted or, where it can be, what healthy people have. @sources: gets where
 * that is from. Returns: (transfer full) */
static char *
describe_metric (BwMetric        metric,
                 double          value,
                 const Findings *findings,
                 GPtrArray      *sources)
{
  const guint digits = bw_metric_get_digits (metric);
  g_autofree char *trust = bw_metric_get_trust_text (metric, findings->hrv);
  g_autofree char *low = NULL, *high = NULL;
  BwMetricNorm norm;

  if (trust != NULL)
    return g_steal_pointer (&trust);
  if (!bw_metric_get_norm (metric, bw_hrv_get_norm_s (findings->hrv), findings->age_years, &norm))
    return g_strdup ("");
  if (!g_ptr_array_find_with_equal_func (sources, norm.source, g_str_equal, NULL))
    g_ptr_array_add (sources, (char *) norm.source);
  low = bw_cli_format_number (TRUE, norm.low, digits);
  high = bw_cli_format_number (TRUE, norm.high, digits);
  switch (bw_metric_norm_get_side (&norm, value))
    {
    case -1:
      return g_strdup_printf (_("below %s – %s"), low, high);
    case 1:
      return g_strdup_printf (_("above %s – %s"), low, high);
    default:
      return g_strdup_printf (norm.is_guide ? _("about %s – %s") : _("within %s – %s"), low, high);
    }
}

static void
print_track (const BwHrvTrack *track)
{
  g_autoptr (BwTable) table = bw_table_new ("rrrrrrr");

  if (track->n == 0)
    {
      g_print (_("\nIt is too short for a window of %.0f seconds.\n"), track->window_s);
      return;
    }
  g_print (_("\nIn windows of %.0f seconds:\n"), track->window_s);
  bw_table_add (table, g_strdup (_("Middle")), g_strdup (_("bpm")), g_strdup ("SDNN"),
                g_strdup ("RMSSD"), g_strdup ("LF"), g_strdup ("HF"), g_strdup ("LF/HF"));
  for (guint i = 0; i < track->n; i++)
    {
      const gboolean time = track->has_time[i], spectrum = track->has_spectrum[i];
      const guint middle = (guint) (track->middle_ms[i] / 1000 + 0.5);

      bw_table_add (table,
                    g_strdup_printf ("%u:%02u:%02u", middle / 3600, middle / 60 % 60, middle % 60),
                    bw_cli_format_number (time, track->mean_hr_bpm[i], 1),
                    bw_cli_format_number (time, track->sdnn_ms[i], 1),
                    bw_cli_format_number (time, track->rmssd_ms[i], 1),
                    bw_cli_format_number (spectrum, track->lf_ms2[i], 0),
                    bw_cli_format_number (spectrum, track->hf_ms2[i], 0),
                    bw_cli_format_number (spectrum, track->lf_hf[i], 2));
    }
  bw_table_print (table, TRUE);
}

static void
print_text (const Findings *findings)
{
  const BwHrv *hrv = findings->hrv;
  const guint n_edits = bw_beat_edits_get_n (findings->rhythm->edits);
  g_autoptr (BwTable) table = bw_table_new ("lrll");
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  int group = -1;

  add_row (table, _("NN intervals"), hrv->n, 0, "");
  add_row (table, _("Artefacts"), hrv->n_artefacts, 0, "");
  if (n_edits > 0)
    add_row (table, _("Edits by hand"), n_edits, 0, "");
  add_row (table, _("Duration"), hrv->duration_s, 1, "s");
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      double value = 0;
      const gboolean known = bw_metric_get_value (m, hrv, &value);

      if ((int) bw_metric_get_group (m) != group)
        {
          group = (int) bw_metric_get_group (m);
          bw_table_add (table, g_strdup (""), g_strdup (""), g_strdup (""), g_strdup (""));
          bw_table_add (table, g_strdup (bw_metric_group_get_name (group)), g_strdup (""),
                        g_strdup (""), g_strdup (""));
        }
      bw_table_add (table, g_strdup (bw_metric_get_name (m)),
                    bw_cli_format_number (known, value, bw_metric_get_digits (m)),
                    g_strdup (bw_metric_get_unit (m)),
                    describe_metric (m, value, findings, sources));
    }
  bw_table_print (table, FALSE);
  if (sources->len > 0)
    {
      g_autofree char *list = NULL;

      g_ptr_array_add (sources, NULL);
      list = g_strjoinv ("; ", (char **) sources->pdata);
      g_print (_("\nThe ranges on the right are what healthy people have: %s.\n"), list);
    }
  if (findings->track != NULL)
    print_track (findings->track);
  bw_cli_print_notes (hrv->notes);
}

static gboolean
find (BwCli                     *cli,
      const BwCliRhythmOptions  *options,
      gboolean                   with_track,
      Findings                  *findings,
      GError                   **error)
{
  g_autoptr (BwLibrary) library = NULL;
  const BwRhythm *rhythm;

  if (!bw_cli_rhythm_check (options, TRUE, error))
    return FALSE;
  if (options->file == NULL)
    {
      library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
      if (library == NULL)
        return FALSE;
    }
  rhythm = findings->rhythm = bw_cli_rhythm_open (cli, library, options, error);
  if (rhythm == NULL
      || !bw_cli_rhythm_get_stretch (rhythm, options, &findings->from_ms, &findings->to_ms, error))
    return FALSE;
  findings->age_years = library != NULL ? bw_cli_rhythm_get_age (library, rhythm) : -1;
  findings->hrv = bw_rhythm_analyse (rhythm, findings->from_ms, findings->to_ms);
  if (!with_track)
    return TRUE;
  findings->track
      = bw_rhythm_track (rhythm, findings->from_ms, findings->to_ms, cli->cancellable);
  return !g_cancellable_set_error_if_cancelled (cli->cancellable, error);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (BwCliRhythmOptions) options = { 0 };
  g_auto (BwCliCompareOptions) compare = { 0 };
  gboolean with_track = FALSE;
  const GOptionEntry entries[] = {
    BW_CLI_RHYTHM_SOURCE_ENTRIES (options),
    BW_CLI_RHYTHM_RATE_ENTRY (options),
    BW_CLI_RHYTHM_STRETCH_ENTRIES (options),
    BW_CLI_RHYTHM_HOW_ENTRIES (options),
    { "track", 0, 0, G_OPTION_ARG_NONE, &with_track,
      N_("Also how rate and variability moved, window by window"), NULL },
    BW_CLI_HRV_COMPARE_ENTRIES (compare),
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_auto (Findings) findings = { 0 };

  if (!bw_cli_parse (cli, entries, 0, 1, &words, error))
    return FALSE;
  options.file = g_strdup (words[0]);
  if (!bw_cli_hrv_compare_check (&compare, with_track, error)
      || !find (cli, &options, with_track, &findings, error))
    return FALSE;
  if (compare.other != NULL)
    {
      findings.comparison = bw_cli_hrv_compare (cli, findings.rhythm, findings.from_ms,
                                                findings.to_ms, &options, &compare, error);
      if (findings.comparison == NULL)
        return FALSE;
    }
  if (cli->json)
    print_json (&findings);
  else if (findings.comparison != NULL)
    bw_cli_hrv_compare_print (findings.comparison);
  else
    print_text (&findings);
  return TRUE;
}

const BwCliVerb bw_cli_verb_hrv = {
  .name = "hrv",
  .arguments = N_("[FILE]"),
  .summary = N_("Compute the metrics of heart rate variability"),
  /* xgettext:no-c-format */
  .description = N_("FILE holds RR intervals as “import” reads them, one number a line (ms, s or bpm, "
                    "told apart by their size) or a table;\n"
                    "or it is an ECG. Of an ECG the intervals between R peaks are "
                    "taken as they were found,\n"
                    "without those in noise; what is out of line is corrected here, and counted as "
                    "artefacts, unless “--no-correction”.\n"
                    "What was done to beats by hand holds (see “beats”), and a MOMENT is a time since "
                    "the first beat, in seconds\n"
                    "(300) or as 5:00 or 1:02:03, or with “@” the time of day: @07:30.\n"
                    "A metric for which the recording is too short is left out or weak, and it says "
                    "why.\n"
                    "With “--compare” it tells what differs between the two, each difference with its "
                    "95 % interval;\n"
                    "two stretches of one recording are compared by naming it twice."),
  .run = run,
};
