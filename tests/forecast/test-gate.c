/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-verdict.h"

#include <math.h>
#include <string.h>

#define N 400

/* Losses of @n targets over @weeks; those of a week share their weather. @gain: what the model
 * truly takes off the rival's loss. */
static void
make_losses (double  *loss,
             double  *rival,
             gint64  *issued_ms,
             guint    n,
             guint    weeks,
             double   gain,
             guint64  seed)
{
  GRand *rand = bw_random_new (seed, "losses");
  double weather = 0;
  gint64 week = -1;

  for (guint i = 0; i < n; i++)
    {
      issued_ms[i] = (gint64) i * weeks * 7 * BW_TIME_DAY / n;
      if (issued_ms[i] / (7 * BW_TIME_DAY) != week)
        weather = 0.01 * bw_random_normal (rand);
      week = issued_ms[i] / (7 * BW_TIME_DAY);
      rival[i] = 0.15 + 0.03 * fabs (bw_random_normal (rand));
      loss[i] = rival[i] * (1 - gain) + weather + 0.02 * bw_random_normal (rand);
    }
  g_rand_free (rand);
}

/* One that truly wins passes; one that is as good or worse hardly ever does. */
static void
test_compare (void)
{
  double loss[N], rival[N];
  gint64 issued_ms[N];
  BwDifference difference;
  guint passes = 0, worse = 0, inside = 0;

  for (guint64 seed = 0; seed < 60; seed++)
    {
      make_losses (loss, rival, issued_ms, N, 12, 0, seed);
      bw_gate_compare (&difference, loss, rival, issued_ms, N, 1);
      passes += bw_gate_passes (&difference);
      inside += difference.low <= 0 && difference.high >= 0;
      make_losses (loss, rival, issued_ms, N, 12, -0.1, seed);
      bw_gate_compare (&difference, loss, rival, issued_ms, N, 1);
      worse += bw_gate_passes (&difference);
    }
  g_assert_cmpuint (passes, <=, 6);
  g_assert_cmpuint (inside, >=, 50);
  g_assert_cmpuint (worse, ==, 0);

  make_losses (loss, rival, issued_ms, N, 12, 0.15, 2);
  bw_gate_compare (&difference, loss, rival, issued_ms, N, 1);
  g_assert_true (bw_gate_passes (&difference));
  bw_assert_near (difference.percent, -15, 5);
  g_assert_cmpuint (difference.n_weeks, ==, 12);
}

/* Two weeks are too few to tell, however good it looks. */
static void
test_few_weeks (void)
{
  double loss[N], rival[N];
  gint64 issued_ms[N];
  BwDifference difference;

  make_losses (loss, rival, issued_ms, N, 2, 0.5, 1);
  bw_gate_compare (&difference, loss, rival, issued_ms, N, 1);
  g_assert_cmpuint (difference.n_weeks, ==, 2);
  g_assert_false (bw_gate_passes (&difference));
  bw_gate_compare (&difference, loss, rival, issued_ms, 0, 1);
  g_assert_false (bw_gate_passes (&difference));
}

/* A life that only a net can foresee: an observed hour in four, high after a night of sound sleep,
 * low after a bad one, and the plain rivals blind to sleep. Then the same readings with sleep that
 * says nothing. */
static BwHourly *
make_life (gboolean telling)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const guint days = 90;
  gint64 from_ms = BW_TIME_DAY * 19000;
  BwHourly *hourly = bw_test_hourly_new (utc, from_ms, from_ms + days * BW_TIME_DAY);
  GRand *rand = bw_random_new (3, "life"), *other = bw_random_new (4, "other");

  for (guint day = 0; day < days; day++)
    {
      gboolean sound = g_rand_boolean (rand), told = g_rand_boolean (other);

      for (guint h = 0; h < 24; h++)
        {
          guint i = day * 24 + h;
          BwHour *hour = &g_array_index (hourly->hours, BwHour, i);

          hour->has_sleep = 1;
          if (h < 6)
            hour->asleep_min = (telling ? sound : told) ? 60 : 10;
          if (h > 6 && h % 3 == 0)
            bw_test_hourly_add (hourly, from_ms + i * BW_TIME_HOUR,
                                exp (4 + (sound ? 0.4 : -0.4) + 0.1 * bw_random_normal (rand)), 1);
        }
    }
  g_rand_free (rand);
  g_rand_free (other);
  return hourly;
}

static void
try (gboolean   telling,
     BwVerdict *verdict)
{
  g_autoptr (BwHourly) hourly = make_life (telling);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  BwForecastNetOptions options = {
    .seed = 1, .max_epochs = telling ? 60 : 10, .n_hidden = 8, .n_seeds = 1
  };
  gint64 until_ms = series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR;
  gint64 from_ms = bw_verdict_held_out_from (series, until_ms);
  BwForecastNetStats stats;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, from_ms, &options, &stats, NULL, 1,
                                                         NULL, NULL, &error);

  g_assert_no_error (error);
  bw_verdict_try (verdict, net, series, stats.validation_ms, from_ms, until_ms, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (verdict->tried);
  g_assert_true (verdict->track.known);
}

static void
test_verdict (void)
{
  BwVerdict verdict, again;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  try (TRUE, &verdict);
  g_test_message ("%+.1f %% [%+.1f, %+.1f] against %s, coverage %.2f", verdict.vs_rival.percent,
                  verdict.vs_rival.low, verdict.vs_rival.high, bw_rival_get_id (verdict.rival),
                  verdict.track.coverage80);
  g_assert_true (verdict.passes);
  g_assert_cmpfloat (verdict.vs_rival.percent, <, -5);
  bw_assert_near (verdict.track.coverage80, 0.8, 0.08);

  node = bw_verdict_to_json (&verdict);
  g_assert_true (bw_verdict_from_json (&again, json_node_get_object (node)));
  g_assert_true (again.passes && again.tried);
  g_assert_cmpint (again.rival, ==, verdict.rival);
  g_assert_true (again.vs_rival.high == verdict.vs_rival.high);
  g_assert_true (again.margins[2][1] == verdict.margins[2][1]);
  g_assert_cmpuint (again.track.n_hours, ==, verdict.track.n_hours);
  text = bw_verdict_get_text (&verdict);
  g_assert_nonnull (text);

  /* One that was tried against another forecast, by an older version, has won nothing. */
  json_object_set_string_member (json_node_get_object (node), "rival", "profile");
  g_assert_true (bw_verdict_from_json (&again, json_node_get_object (node)));
  g_assert_false (again.passes || again.tried);
  json_object_remove_member (json_node_get_object (node), "margins");
  g_assert_false (bw_verdict_from_json (&again, json_node_get_object (node)));

  try (FALSE, &verdict);
  g_assert_false (verdict.passes);
}

/* Margins of a net as its own bands have them that were issued from @warm_ms on. */
static void
get_margins (double          margins[BW_CONFORMAL_BLOCKS][2],
             BwForecastNet  *net,
             const BwSeries *series,
             gint64          warm_ms,
             gint64          until_ms)
{
  g_autoptr (GArray) targets = bw_rolling (series, series->hours[0].start_ms, until_ms,
                                           BW_ROLLING_STRIDE_HOURS, NULL, NULL, NULL);
  g_autofree BwBand *bands = g_new0 (BwBand, targets->len);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  guint warm = bw_verdict_first_issued (targets, warm_ms);

  g_assert_true (bw_verdict_make_bands (bands, net, series, targets, warm, targets->len, NULL, NULL));
  bw_conformal_run (conformal, bands + warm, targets->len - warm);
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    bw_conformal_margins (conformal, b, g_array_index (targets, BwTarget, targets->len - 1).days, TRUE,
                          &margins[b][0], &margins[b][1]);
}

/* What a net has learnt from makes no margin: they come of the outcomes from the validation part on. That
 * it stopped by is judged no more than what it has learnt from. */
static void
test_margins (void)
{
  g_autoptr (BwHourly) hourly = make_life (TRUE);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  const BwForecastNetOptions options = {
    .seed = 1, .max_epochs = 2, .n_hidden = 4, .n_seeds = 1
  };
  gint64 until_ms = series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR;
  gint64 from_ms = bw_verdict_held_out_from (series, until_ms);
  BwForecastNetStats stats;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, from_ms, &options, &stats, NULL, 1,
                                                         NULL, NULL, NULL);
  double right[BW_CONFORMAL_BLOCKS][2], wrong[BW_CONFORMAL_BLOCKS][2];
  g_autoptr (GArray) targets = NULL;
  BwVerdict verdict;

  g_assert_true (bw_verdict_try (&verdict, net, series, stats.validation_ms, from_ms, until_ms, 1,
                                 NULL, NULL));
  bw_assert_near ((double) (until_ms - from_ms) / (until_ms - series->hours[0].start_ms), 0.35, 0.001);
  get_margins (right, net, series, stats.validation_ms, until_ms);
  get_margins (wrong, net, series, 0, until_ms);
  g_assert_cmpmem (verdict.margins, sizeof verdict.margins, right, sizeof right);
  g_assert_true (right[0][0] != wrong[0][0] && right[2][0] != wrong[2][0]);

  targets = bw_rolling (series, from_ms, until_ms, BW_ROLLING_STRIDE_HOURS, NULL, NULL, NULL);
  g_assert_cmpuint (verdict.vs_rival.n, ==, targets->len);
}

/* Without a target to try it on a net keeps the margins of one that was not tried. */
static void
test_no_targets (void)
{
  g_autoptr (BwHourly) hourly = make_life (TRUE);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_TUTORIAL, 4, 1, 1);
  gint64 until_ms = series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR;
  BwVerdict verdict, untried;

  g_assert_true (bw_verdict_try (&verdict, net, series, until_ms, until_ms, until_ms, 1, NULL, NULL));
  bw_verdict_init_untried (&untried, BW_PRESET_TUTORIAL);
  g_assert_false (verdict.tried || verdict.passes);
  g_assert_cmpfloat (verdict.margins[0][0], >, 0.5);
  g_assert_cmpmem (verdict.margins, sizeof verdict.margins, untried.margins, sizeof untried.margins);
}

/* Who won stands first, and a sign is no hyphen. */
static void
test_text (void)
{
  BwVerdict verdict = { .rival = BW_RIVAL_AVERAGE, .tried = TRUE, .passes = TRUE,
                        .vs_rival = { .percent = -2.6, .low = -6.0, .high = -0.1 } };
  g_autofree char *better = bw_verdict_get_text (&verdict);
  g_autofree char *unclear = NULL, *worse = NULL;

  g_assert_nonnull (strstr (better, "did better"));
  g_assert_nonnull (strstr (better, "2.6 % lower (95 % interval 0.1 to 6.0 %)"));
  verdict.passes = FALSE;
  verdict.vs_rival.high = 0.4;
  unclear = bw_verdict_get_text (&verdict);
  g_assert_nonnull (strstr (unclear, "not do clearly better"));
  g_assert_nonnull (strstr (unclear, "−2.6 % against it (95 % interval −6.0 to +0.4 %)"));
  verdict.vs_rival = (BwDifference){ .percent = 3.0, .low = 1.0, .high = 5.0 };
  worse = bw_verdict_get_text (&verdict);
  g_assert_nonnull (strstr (worse, "did worse"));
  g_assert_nonnull (strstr (worse, "3.0 % higher (95 % interval 1.0 to 5.0 %)"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/compare", test_compare);
  g_test_add_func ("/gate/few-weeks", test_few_weeks);
  g_test_add_func ("/gate/verdict", test_verdict);
  g_test_add_func ("/gate/margins", test_margins);
  g_test_add_func ("/gate/no-targets", test_no_targets);
  g_test_add_func ("/gate/text", test_text);
  return g_test_run ();
}
