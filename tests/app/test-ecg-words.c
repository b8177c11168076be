/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-words.h"

#include "base/bw-time.h"

#include <math.h>

static BwRecording
recording (void)
{
  return (BwRecording) {
    .id = 1,
    .name = (char *) "ecg_2026-03-01.csv",
    .start_ms = G_GINT64_CONSTANT (1772352000) * 1000,
    .time_known = TRUE,
    .rate_hz = 512,
    .n_samples = 15360,
    .classification = (char *) "Sinus Rhythm",
    .symptoms = (char *) "",
    .device = (char *) "",
    .note = (char *) "",
  };
}

#define assert_text(make, expected)                                                             \
  G_STMT_START                                                                                  \
  {                                                                                             \
    g_autofree char *text_ = make;                                                              \
    g_assert_cmpstr (text_, ==, expected);                                                      \
  }                                                                                             \
  G_STMT_END

static void
test_when (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwRecording r = recording ();

  assert_text (bw_ecg_words_when (&r, zone), "1 Mar 2026, 08:00");
  assert_text (bw_ecg_words_title (&r, zone), "1 Mar 2026, 08:00");
  assert_text (bw_ecg_words_headline (&r, zone), "1 Mar 2026, 08:00");
  r.time_known = FALSE;
  r.start_ms += 4 * BW_TIME_HOUR;
  assert_text (bw_ecg_words_headline (&r, zone), "1 Mar 2026");
  assert_text (bw_ecg_words_figures (&r), "Sinus rhythm · 30 s · 512 Hz");
  r.start_ms += 7 * BW_TIME_SECOND;
  r.name = (char *) "ecg_2026-03-01_7.csv";
  assert_text (bw_ecg_words_headline (&r, zone), "1 Mar 2026, no. 7");
  assert_text (bw_ecg_words_figures (&r), "Sinus rhythm · 30 s · 512 Hz");
  r.name = (char *) "Ada 2026-03-01_7.csv";
  assert_text (bw_ecg_words_figures (&r), "Sinus rhythm · 30 s · 512 Hz · Ada 2026-03-01_7");
  r.start_ms -= 7 * BW_TIME_SECOND;
  r.name = (char *) "ecg_2026-03-01.csv";
  assert_text (bw_ecg_words_when (&r, zone), "1 Mar 2026");
  assert_text (bw_ecg_words_title (&r, zone), "1 Mar 2026 · ecg_2026-03-01");
  assert_text (bw_ecg_words_name (&r), "ecg_2026-03-01");
  r.name = (char *) ".csv";
  assert_text (bw_ecg_words_name (&r), ".csv");
  r.name = NULL;
  assert_text (bw_ecg_words_title (&r, zone), "1 Mar 2026");
}

/* A day is that day wherever one is. */
static void
test_day (void)
{
  static const char *const zones[] = { "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Honolulu" };
  BwRecording r = recording ();

  r.start_ms += 4 * BW_TIME_HOUR;
  r.time_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      assert_text (bw_ecg_words_when (&r, zone), "1 Mar 2026");
      assert_text (bw_ecg_words_title (&r, zone), "1 Mar 2026 · ecg_2026-03-01");
    }
}

static void
test_figures (void)
{
  BwRecording r = recording ();

  assert_text (bw_ecg_words_figures (&r), "Sinus rhythm · 30 s · 512 Hz");
  r.has_analysis = TRUE;
  assert_text (bw_ecg_words_heart_rate (&r), NULL);
  r.has_hr = TRUE;
  r.hr_bpm = 75.6;
  r.rate_hz = 513.625;
  assert_text (bw_ecg_words_figures (&r), "76 bpm · Sinus rhythm · 30 s · 513.6 Hz");
  r.classification = (char *) "Rythme sinusal";
  r.n_samples = 513625;
  assert_text (bw_ecg_words_figures (&r), "76 bpm · Rythme sinusal · 16 min 40 s · 513.6 Hz");
  r.rate_hz = 500;
  r.n_samples = 500 * 4 * 3600 + 500 * 90;
  assert_text (bw_ecg_words_length (&r), "4 h 2 min");
  r.n_samples = 500 * 3599;
  assert_text (bw_ecg_words_length (&r), "59 min 59 s");
  r.n_samples = 2500;
  assert_text (bw_ecg_words_length (&r), "5.0 s");
  r.rate_hz = 0;
  assert_text (bw_ecg_words_length (&r), "0.0 s");
  g_assert_cmpstr (bw_ecg_words_classification ("Vorhofflimmern"), ==, "Atrial fibrillation");
  g_assert_cmpstr (bw_ecg_words_classification (NULL), ==, "");
}

static void
test_labelled (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwRecording r = recording ();

  assert_text (bw_ecg_words_labelled (&r, zone), "Not labelled yet");
  r.label = BW_LABEL_FASTING;
  assert_text (bw_ecg_words_labelled (&r, zone), "Labelled");
  r.labelled_by = (char *) "folder";
  assert_text (bw_ecg_words_labelled (&r, zone), "Labelled by the name of its folder");
  r.labelled_by = (char *) "Ada";
  r.labelled_ms = r.start_ms;
  assert_text (bw_ecg_words_labelled (&r, zone), "Labelled by Ada, 1 Mar 2026, 08:00");
}

static void
test_counts (void)
{
  assert_text (bw_ecg_words_count (227, 227, 14), "227 recordings · 14 unlabelled");
  assert_text (bw_ecg_words_count (12, 227, 0), "12 of 227 recordings · all labelled");
  assert_text (bw_ecg_words_count (1, 1, 1), "1 recording · 1 unlabelled");
  assert_text (bw_ecg_words_several (12), "12 recordings");
  assert_text (bw_ecg_words_several_labels (3, 4, 5),
               "4 fasting · 5 after glucose · 3 without a label");
  assert_text (bw_ecg_words_several_labels (0, 2, 0), "2 fasting");
}

static void
test_flaws (void)
{
  BwEcgStretch stretches[] = {
    { 0, 300, BW_ECG_FLAW_SETTLING }, { 400, 620, BW_ECG_FLAW_NOISE },
    { 700, 800, BW_ECG_FLAW_WANDER }, { 900, 1000, BW_ECG_FLAW_NOISE },
    { 1100, 1200, BW_ECG_FLAW_NOISE }, { 1300, 1400, BW_ECG_FLAW_NOISE },
    { 1500, 1600, BW_ECG_FLAW_NOISE },
  };
  BwEcgAnalysis analysis = { .rate_hz = 100, .n_samples = 3000, .stretches = stretches };

  assert_text (bw_ecg_words_flaws (&analysis), NULL);
  analysis.n_stretches = 3;
  assert_text (bw_ecg_words_flaws (&analysis),
               "Settling: 0.0–3.0 s\nNoise: 4.0–6.2 s\nBaseline wander: 7.0–8.0 s");
  analysis.n_stretches = G_N_ELEMENTS (stretches);
  assert_text (bw_ecg_words_flaws (&analysis),
               "Settling: 0.0–3.0 s\n"
               "Noise: 4.0–6.2 s, 9.0–10.0 s, 11.0–12.0 s, 13.0–14.0 s, 1 more\n"
               "Baseline wander: 7.0–8.0 s");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ecg-words/when", test_when);
  g_test_add_func ("/ecg-words/day", test_day);
  g_test_add_func ("/ecg-words/figures", test_figures);
  g_test_add_func ("/ecg-words/labelled", test_labelled);
  g_test_add_func ("/ecg-words/counts", test_counts);
  g_test_add_func ("/ecg-words/flaws", test_flaws);
  return g_test_run ();
}
