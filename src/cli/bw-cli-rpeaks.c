/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-recording.h"
#include "import/bw-ecg-file.h"
#include "signal/bw-ecg-beat.h"

#include <glib/gi18n-lib.h>

static void
add_samples (JsonBuilder   *builder,
             const char    *key,
             const guint32 *samples,
             guint          n)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, samples[i]);
  json_builder_end_array (builder);
}

/* @beat: (nullable): where no beats could be averaged all but their number is unknown */
static void
add_beat (JsonBuilder     *builder,
          const BwEcgBeat *beat)
{
  const BwEcgBeat none = { 0 };
  gboolean any = beat != NULL;

  if (!any)
    beat = &none;
  json_builder_set_member_name (builder, "beat");
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "beats", beat->n_beats);
  if (any)
    bw_json_add_int (builder, "left_out", beat->n_left_out);
  else
    bw_json_add_null (builder, "left_out");
  bw_json_add_double (builder, "rr_ms", beat->rr_ms > 0, beat->rr_ms);
  bw_json_add_double (builder, "pr_ms", beat->has_pr, beat->pr_ms);
  bw_json_add_double (builder, "qrs_ms", beat->has_qrs, beat->qrs_ms);
  bw_json_add_double (builder, "qt_ms", beat->has_qt, beat->qt_ms);
  bw_json_add_double (builder, "qtc_ms", beat->qtc_ms > 0, beat->qtc_ms);
  bw_json_add_double (builder, "st_uv", beat->has_st, beat->st_uv);
  bw_json_add_double (builder, "t_uv", beat->has_t, beat->t_uv);
  bw_json_add_double (builder, "r_uv", any, beat->r_uv);
  json_builder_end_object (builder);
}

static void
print_json (const BwCliEcg  *ecg,
            const BwEcgBeat *beat)
{
  const BwEcgAnalysis *analysis = ecg->analysis;
  const BwRPeaks *peaks = analysis->peaks;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_double (builder, "rate_hz", TRUE, analysis->rate_hz);
  bw_json_add_int (builder, "samples", analysis->n_samples);
  bw_json_add_string (builder, "lead",
                      ecg->recording->lead[0] != '\0' ? ecg->recording->lead : NULL);
  add_samples (builder, "peaks", peaks->peaks, peaks->n);
  add_samples (builder, "peaks_uncorrected", peaks->detected, peaks->n_detected);
  bw_json_add_int (builder, "settling_samples", peaks->settling);
  bw_json_add_boolean (builder, "inverted", peaks->inverted);
  bw_json_add_double (builder, "quality", TRUE, analysis->quality);
  bw_json_add_double (builder, "mean_hr_bpm", analysis->has_hr, analysis->mean_hr_bpm);

  json_builder_set_member_name (builder, "stretches");
  json_builder_begin_array (builder);
  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "flaw", bw_ecg_flaw_get_id (stretch->flaw));
      bw_json_add_double (builder, "start_s", TRUE, stretch->start / analysis->rate_hz);
      bw_json_add_double (builder, "end_s", TRUE, stretch->end / analysis->rate_hz);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_beat (builder, beat);
  bw_json_add_notes (builder, ecg->notes);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
add_row (BwTable    *table,
         const char *name,
         char       *value,
         const char *unit)
{
  bw_table_add (table, g_strdup (name), value, g_strdup (unit));
}

static void
print_summary (const BwCliEcg  *ecg,
               const BwEcgBeat *beat)
{
  const BwEcgAnalysis *analysis = ecg->analysis;
  g_autoptr (BwTable) table = bw_table_new ("lrl");

  if (ecg->recording->lead[0] != '\0')
    add_row (table, _("Lead"), g_strdup (ecg->recording->lead), "");
  add_row (table, _("Sample rate"), bw_cli_format_number (TRUE, analysis->rate_hz, 1), "Hz");
  add_row (table, _("Length"),
           bw_cli_format_number (TRUE, analysis->n_samples / analysis->rate_hz, 1), "s");
  add_row (table, _("R peaks"), g_strdup_printf ("%u", analysis->peaks->n),
           analysis->peaks->inverted ? _("pointing downwards") : "");
  add_row (table, _("Mean heart rate"),
           bw_cli_format_number (analysis->has_hr, analysis->mean_hr_bpm, 1), "bpm");
  add_row (table, _("Quality"), bw_cli_format_number (TRUE, analysis->quality, 2),
           bw_ecg_quality_get_text (bw_ecg_quality_grade (analysis->quality)));
  if (beat != NULL)
    {
      g_autofree char *left_out
          = g_strdup_printf (ngettext ("%u left out", "%u left out", beat->n_left_out),
                             beat->n_left_out);

      add_row (table, _("Beats averaged"), g_strdup_printf ("%u", beat->n_beats), left_out);
      add_row (table, "PR", bw_cli_format_number (beat->has_pr, beat->pr_ms, 0), "ms");
      add_row (table, "QRS", bw_cli_format_number (beat->has_qrs, beat->qrs_ms, 0), "ms");
      add_row (table, "QT", bw_cli_format_number (beat->has_qt, beat->qt_ms, 0), "ms");
      add_row (table, _("QTc (Fridericia)"),
               bw_cli_format_number (beat->qtc_ms > 0, beat->qtc_ms, 0), "ms");
      add_row (table, _("R wave"), bw_cli_format_number (TRUE, beat->r_uv, 0), "µV");
      add_row (table, _("ST segment"), bw_cli_format_number (beat->has_st, beat->st_uv, 0), "µV");
      add_row (table, _("T wave"), bw_cli_format_number (beat->has_t, beat->t_uv, 0), "µV");
    }
  bw_table_print (table, FALSE);
}

static void
print_stretches (const BwEcgAnalysis *analysis)
{
  g_autoptr (BwTable) table = bw_table_new ("rrl");

  if (analysis->n_stretches == 0)
    return;
  g_print ("\n");
  bw_table_add (table, g_strdup (_("From (s)")), g_strdup (_("To (s)")), g_strdup (_("Flaw")));
  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];

      bw_table_add (table, bw_cli_format_number (TRUE, stretch->start / analysis->rate_hz, 2),
                    bw_cli_format_number (TRUE, stretch->end / analysis->rate_hz, 2),
                    g_strdup (bw_ecg_flaw_get_text (stretch->flaw)));
    }
  bw_table_print (table, TRUE);
}

static gboolean
is_detected (const BwRPeaks *peaks,
             guint32         peak)
{
  for (guint i = 0; i < peaks->n_detected && peaks->detected[i] <= peak; i++)
    if (peaks->detected[i] == peak)
      return TRUE;
  return FALSE;
}

static void
print_peaks (const BwEcgAnalysis *analysis)
{
  const BwRPeaks *peaks = analysis->peaks;
  g_autoptr (BwTable) table = bw_table_new ("rrrrl");

  if (peaks->n == 0)
    return;
  g_print ("\n");
  bw_table_add (table, g_strdup (_("R peak")), g_strdup (_("Sample")), g_strdup (_("Time (s)")),
                g_strdup (_("RR (ms)")), g_strdup (_("Note")));
  for (guint i = 0; i < peaks->n; i++)
    {
      guint32 rr = i > 0 ? peaks->peaks[i] - peaks->peaks[i - 1] : 0;

      bw_table_add (table, g_strdup_printf ("%u", i + 1), g_strdup_printf ("%u", peaks->peaks[i]),
                    bw_cli_format_number (TRUE, peaks->peaks[i] / analysis->rate_hz, 3),
                    bw_cli_format_number (i > 0, rr * 1000.0 / analysis->rate_hz, 0),
                    g_strdup (is_detected (peaks, peaks->peaks[i]) ? "" : _("corrected")));
    }
  bw_table_print (table, TRUE);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  gint64 id = 0;
  g_autofree char *rate = NULL;
  const GOptionEntry entries[] = {
    { "ecg", 0, 0, G_OPTION_ARG_INT64, &id, N_("A recording of the library instead"), N_("ID") },
    { "rate", 0, 0, G_OPTION_ARG_STRING, &rate,
      N_("Sample rate of a FILE that does not tell it (512)"), N_("HZ") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwCliEcg) ecg = NULL;
  g_autoptr (BwEcgBeat) beat = NULL;
  double rate_hz = 0;

  if (!bw_cli_parse (cli, entries, 0, 1, &words, error))
    return FALSE;
  if ((words[0] != NULL) == (id != 0))
    return bw_cli_set_usage_error (error, _("It takes either a FILE or “--ecg ID”"));
  if (rate != NULL && id != 0)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--rate", "--ecg");
  if (!bw_cli_parse_number ("--rate", rate, BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ, &rate_hz, error))
    return FALSE;

  ecg = id != 0 ? bw_cli_ecg_open (cli, id, error)
                : bw_cli_ecg_read_file (cli, words[0], rate_hz, error);
  if (ecg == NULL)
    return FALSE;
  beat = bw_ecg_beat_new ((const double *) ecg->samples_uv->data, ecg->samples_uv->len,
                          ecg->analysis);

  if (cli->json)
    print_json (ecg, beat);
  else
    {
      print_summary (ecg, beat);
      print_stretches (ecg->analysis);
      print_peaks (ecg->analysis);
      bw_cli_print_notes (ecg->notes);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_rpeaks = {
  .name = "rpeaks",
  .arguments = N_("FILE"),
  .summary = N_("Find the R peaks of an ECG, its averaged beat and its quality"),
  .description = N_("FILE is any ECG that “import” reads. Samples are counted from 0 at the beginning "
                    "of the file; the first seconds,\n"
                    "while the electrodes settle, are passed over. Peaks are corrected for missed, "
                    "extra and displaced beats;\n"
                    "“--json” gives them before that, too."),
  .run = run,
};
