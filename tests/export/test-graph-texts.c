/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "comparator/bw-fit.h"
#include "export/bw-graph-comparator.h"
#include "export/bw-graph-forecast.h"
#include "export/bw-graph-texts.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-simulate-hourly.h"
#include "made-up-days.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Whoever follows what an exported model says of its inputs, with the numbers that stand there, has the
 * numbers that the app has. What is computed here is written after those texts. */

static const char *
get_text (const BwGraph *graph,
          const char    *key)
{
  for (guint i = 0; i < graph->metadata->len; i++)
    if (strcmp (g_array_index (graph->metadata, BwGraphEntry, i).key, key) == 0)
      return g_array_index (graph->metadata, BwGraphEntry, i).text;
  return NULL;
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_nonnull (text);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return node;
}

static void
read_array (double    *values,
            guint      n,
            JsonArray *array)
{
  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (guint i = 0; i < n; i++)
    values[i] = json_array_get_double_element (array, i);
}

static void
get_numbers (double        *values,
             guint          n,
             const BwGraph *graph,
             const char    *key)
{
  g_autoptr (JsonNode) node = parse (get_text (graph, key));

  read_array (values, n, json_node_get_array (node));
}

static gint64
get_time (const BwGraph *graph,
          const char    *key)
{
  const char *text = get_text (graph, key);
  gint64 time_ms;
  int offset;

  g_assert_nonnull (text);
  g_assert_true (bw_time_parse (text, strlen (text), &time_ms, &offset));
  return time_ms;
}

/* “baseline” */
static void
compute_baseline (double                mean[24],
                  double                spread[24],
                  const BwForecastData *data)
{
  double w[24] = { 0 }, wx[24] = { 0 }, wr[24] = { 0 }, sum_w = 0, sum = 0, squares = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < data->series->n_hours; i++)
        {
          const BwHour *hour = &data->series->hours[i];
          const double age = (double) (data->at_ms - hour->start_ms) / BW_TIME_DAY;
          const double weight = pow (2, -age / 60);

          if (hour->n == 0 || age > 400)
            continue;
          if (pass == 0)
            {
              w[hour->hour] += weight;
              wx[hour->hour] += weight * hour->ln_mean;
              sum_w += weight;
              sum += weight * hour->ln_mean;
              continue;
            }
          wr[hour->hour] += weight * pow (hour->ln_mean - mean[hour->hour], 2);
          squares += weight * pow (hour->ln_mean - mean[hour->hour], 2);
        }
      for (int h = 0; h < 24; h++)
        {
          double top = 6 * (pass == 0 ? sum / sum_w : (squares + 4 * 0.4 * 0.4) / (sum_w + 4));
          double bottom = 6;

          for (int j = 0; j < 24; j++)
            {
              const double d = MIN (abs (h - j), 24 - abs (h - j));
              const double k = exp (-d * d / (2 * 1.75 * 1.75));

              top += k * (pass == 0 ? wx[j] : wr[j]);
              bottom += k * w[j];
            }
          if (pass == 0)
            mean[h] = top / bottom;
          else
            spread[h] = MAX (sqrt (top / bottom), 0.08);
        }
    }
}

/* “filter” */
typedef struct
{
  double variance[2], tau_h[2], noise;
  double m0, m1, c00, c01, c11;
  gint64 time_ms;
} Filter;

static void
filter_read (Filter        *self,
             const BwGraph *graph,
             const char    *key)
{
  g_autoptr (JsonNode) node = parse (get_text (graph, key));
  JsonObject *object = json_node_get_object (node);

  read_array (self->variance, 2, json_object_get_array_member (object, "variance"));
  read_array (self->tau_h, 2, json_object_get_array_member (object, "tau_h"));
  self->noise = json_object_get_double_member (object, "noise");
}

static void
filter_run_to (Filter *self,
               gint64  time_ms)
{
  const double hours = (double) (time_ms - self->time_ms) / BW_TIME_HOUR;
  const double a = exp (-hours / self->tau_h[0]), b = exp (-hours / self->tau_h[1]);

  self->m0 *= a;
  self->m1 *= b;
  self->c00 = a * a * self->c00 + (1 - a * a) * self->variance[0];
  self->c01 *= a * b;
  self->c11 = b * b * self->c11 + (1 - b * b) * self->variance[1];
  self->time_ms = time_ms;
}

/* Through all readings, as is said. */
static void
filter_run (Filter               *self,
            const BwForecastData *data,
            const double          mean[24],
            const double          spread[24])
{
  const BwSeries *series = data->series;

  g_assert_cmpuint (series->n_readings, <=, 900);
  self->time_ms = series->reading_ms[0];
  self->m0 = self->m1 = self->c01 = 0;
  self->c00 = self->variance[0];
  self->c11 = self->variance[1];
  for (guint i = 0; i < series->n_readings; i++)
    {
      const int h = series->reading_hour[i];
      double g0, g1, s, e;

      filter_run_to (self, series->reading_ms[i]);
      g0 = self->c00 + self->c01;
      g1 = self->c01 + self->c11;
      s = g0 + g1 + self->noise;
      e = (series->reading_x[i] - mean[h]) / spread[h] - self->m0 - self->m1;
      self->m0 += g0 * e / s;
      self->m1 += g1 * e / s;
      self->c00 -= g0 * g0 / s;
      self->c01 -= g0 * g1 / s;
      self->c11 -= g1 * g1 / s;
    }
}

static void
filter_check (const Filter  *self,
              const BwGraph *graph,
              const char    *key)
{
  const double ours[5] = { self->m0, self->m1, self->c00, self->c01, self->c11 };
  g_autofree char *state_key = g_strconcat (key, "_state", NULL);
  g_autofree char *time_key = g_strconcat (key, "_time", NULL);
  double state[5];

  get_numbers (state, 5, graph, state_key);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (ours[i], state[i], 1e-6);
  g_assert_cmpint (self->time_ms, ==, get_time (graph, time_key));
}

static BwModelRow *
make_row (const char *kind,
          const char *configuration)
{
  BwModelRow *row = bw_model_row_new ();

  row->kind = g_strdup (kind);
  row->name = g_strdup ("Mine");
  row->from_ms = G_GINT64_CONSTANT (1740800000000);
  row->to_ms = G_GINT64_CONSTANT (1741600000250);
  row->configuration = g_strdup (configuration);
  return row;
}

static BwGraph *
make_forecast (BwForecastNet  *net,
               BwForecastData *data,
               gboolean        imported)
{
  const BwVerdict verdict = { .margins = { { 0.5, -0.25 }, { 1, 2 }, { 3, 4 } } };
  g_autofree char *configuration
      = bw_forecast_record_configuration (net, BW_MEASURE_RMSSD, 0, NULL, imported);
  g_autoptr (BwModelRow) row = make_row ("lstm-default", configuration);
  BwGraph *graph = bw_graph_forecast_new (net, BW_MEASURE_RMSSD, &verdict);

  bw_graph_texts_add_forecast (graph, row, net, BW_MEASURE_RMSSD, &verdict, data);
  return graph;
}

static void
test_forecast (void)
{
  BwSimulateOptions options;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, 4, 1, 1);
  g_autoptr (BwGraph) graph = NULL;
  g_autofree BwOrigin *origin = g_new0 (BwOrigin, 1);
  BwForecastData data;
  BwNetInputs known;
  Filter level = { 0 }, score = { 0 };
  double mean[24], spread[24], said_mean[24], said_spread[24], below[3], sigma;
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hour[BW_FORECAST_HOURS];

  bw_simulate_options_init (&options, 3);
  options.days = 80;
  options.day_dropout = 0.1;
  hourly = bw_simulate_hourly (&options);
  series = bw_series_new (hourly);
  data = (BwForecastData) { series->hours[series->n_hours - 1].start_ms + BW_TIME_HOUR, hourly,
                            series };
  graph = make_forecast (net, &data, FALSE);

  compute_baseline (mean, spread, &data);
  get_numbers (said_mean, 24, graph, "now_baseline_mean");
  get_numbers (said_spread, 24, graph, "now_baseline_spread");
  for (guint h = 0; h < 24; h++)
    {
      g_assert_cmpfloat_with_epsilon (mean[h], said_mean[h], 1e-7);
      g_assert_cmpfloat_with_epsilon (spread[h], said_spread[h], 1e-7);
    }
  filter_read (&level, graph, "now_level");
  filter_run (&level, &data, mean, spread);
  filter_check (&level, graph, "now_level");
  filter_read (&score, graph, "now_score");
  filter_run (&score, &data, mean, spread);
  filter_check (&score, graph, "now_score");

  /* The inputs that follow from it. */
  g_assert_true (bw_origin_init (origin, series, data.at_ms, NULL));
  bw_issue_hours (hourly->zone, data.at_ms, start_ms, hour);
  g_assert_true (bw_net_inputs_fill (&known, net, series, origin, start_ms, hour));
  g_assert_cmpint (get_time (graph, "now_time"), ==, data.at_ms);
  get_numbers (&sigma, 1, graph, "now_score_sigma");
  g_assert_cmpfloat_with_epsilon (sigma, known.score_sigma, 1e-6f);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      const gint64 middle_ms = start_ms[k] + BW_TIME_HOUR / 2;
      double variance, sd;

      filter_run_to (&level, middle_ms);
      filter_run_to (&score, middle_ms);
      g_assert_cmpfloat_with_epsilon (level.m0 + level.m1, known.level[k], 1e-6f);
      variance = score.c00 + 2 * score.c01 + score.c11;
      sd = sqrt (MAX (variance - (score.variance[0] + score.variance[1] - sigma * sigma), 0));
      g_assert_cmpfloat_with_epsilon (MAX (sd, 0.3 * sigma), known.level_sd[k], 1e-6f);
    }
  get_numbers (below, 3, graph, "margins_below");
  g_assert_cmpfloat (below[0], ==, 0.5);
  g_assert_cmpfloat (below[2], ==, 3);
}

/* Without data there are no present numbers; weights out of a file are not the person's. */
static void
test_forecast_words (void)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_TUTORIAL, 4, 1, 1);
  g_autoptr (BwGraph) own = make_forecast (net, NULL, FALSE);
  g_autoptr (BwGraph) other = make_forecast (net, NULL, TRUE);

  g_assert_null (get_text (own, "now_time"));
  g_assert_null (get_text (own, "level"));
  g_assert_nonnull (strstr (own->description, "Not a medical device"));
  g_assert_nonnull (get_text (own, "not_a_medical_device"));
  g_assert_cmpstr (get_text (own, "measure"), ==, "rmssd");
  g_assert_cmpstr (get_text (own, "model_name"), ==, "Mine");
  g_assert_cmpstr (get_text (own, "trained_to"), ==, "2025-03-10T09:46:40.250+00:00");
  g_assert_nonnull (strstr (own->licence, "belong to the person"));
  g_assert_null (strstr (other->licence, "belong to the person"));
  g_assert_null (strstr (other->author, "one person’s own"));
}

static void
test_comparator (void)
{
  const MadeUpDays few = { 2, 4, 3, 4, 0.35 };
  g_autoptr (BwBeatSet) set = made_up_days_new (&few, 1);
  g_autoptr (GArray) days = made_up_days_list (0, 2);

  for (guint mode = BW_COMPARATOR_DEFAULT; mode <= BW_COMPARATOR_PUBLISHED; mode++)
    {
      const BwFitOptions options = { .mode = mode, .rule = BW_RULE_COMPARATOR, .epochs = 1 };
      const guint n_samples = mode == BW_COMPARATOR_DEFAULT ? 192 : 384;
      g_autoptr (GError) error = NULL;
      g_autoptr (BwComparatorModel) model
          = bw_fit (set, days, NULL, &options, NULL, 0, NULL, NULL, &error);
      g_autoptr (BwModelRow) row = bw_comparator_model_to_row (model);
      g_autoptr (BwGraph) graph = bw_graph_comparator_new (model);
      g_autofree double *said = NULL;
      const float *references;
      double threshold;
      guint n;

      g_assert_no_error (error);
      bw_graph_texts_add_comparator (graph, row, model);
      references = bw_comparator_model_get_references (model, BW_LABEL_FASTING, &n);
      said = g_new (double, n * n_samples);
      get_numbers (said, n * n_samples, graph, "references_fasting");
      for (guint i = 0; i < n * n_samples; i++)
        g_assert_cmpfloat ((float) said[i], ==, references[i]);
      get_numbers (&threshold, 1, graph, "threshold");
      g_assert_cmpfloat (threshold, ==, 0.5);
      g_assert_cmpint (get_text (graph, "references_glucose") != NULL, ==,
                       mode == BW_COMPARATOR_PUBLISHED);
      g_assert_cmpint (get_text (graph, "fasting_mean") != NULL, ==, mode == BW_COMPARATOR_DEFAULT);
      g_assert_nonnull (get_text (graph, "decision"));
      g_assert_nonnull (strstr (graph->description, "does not measure glucose"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-graph-texts/forecast", test_forecast);
  g_test_add_func ("/export-graph-texts/forecast/words", test_forecast_words);
  g_test_add_func ("/export-graph-texts/comparator", test_comparator);
  return g_test_run ();
}
