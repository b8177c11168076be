/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "forecast/bw-forecast.h"

static BwForecast *
make (gboolean scored)
{
  BwForecast *self = bw_forecast_new ();
  BwPush *push;

  self->issued_ms = G_GINT64_CONSTANT (1698537600000);
  self->offset_min = 120;
  self->measure = BW_MEASURE_SDNN;
  self->model = g_strdup ("damped");
  self->model_id = scored ? 3 : 0;
  self->baseline_days = 41;
  self->calibrating = !scored;
  self->has_score = scored;
  self->score_now = 69.600000000000009;
  self->zone_now = BW_ZONE_YELLOW;
  self->reliability = 1.0 / 3;
  if (scored)
    self->track = (BwTrackRecord){ TRUE, 412, 0.79, 6.1, -2.8, 9.4 };
  self->score_version = 7;
  for (int i = 0; i < BW_N_TERMS; i++)
    {
      self->score_weights[i] = 0.5 / (i + 1);
      for (int j = 0; j < BW_N_TERMS; j++)
        self->score_correlation[i][j] = i == j ? 1 : 0.1 * (i + j);
    }
  if (scored)
    self->night = (BwNightForecast){
      .known = TRUE,
      .from_ms = self->issued_ms + G_GINT64_CONSTANT (72000000),
      .to_ms = self->issued_ms + G_GINT64_CONSTANT (100000000),
      .from_offset_min = 60,
      .to_offset_min = 0,
      .median_ms = 41.5,
      .low_ms = 30.25,
      .high_ms = 57,
      .usual_ms = 44.125,
      .score = 71.0625,
      .score_low = 20.5,
      .score_high = 95.5,
      .zone = BW_ZONE_GREEN,
      .p_green = 0.5,
      .p_yellow = 0.375,
      .p_red = 0.125,
      .n_nights = 63,
      .track = { TRUE, 42, 0.81, 3.5, -1.5, 8.5 },
    };
  self->n_hours = BW_FORECAST_HOURS;
  for (int i = 0; i < BW_FORECAST_HOURS; i++)
    self->hours[i] = (BwForecastHour){
      .time_ms = self->issued_ms + i * G_GINT64_CONSTANT (3600000),
      .offset_min = i < 3 ? 120 : 60,
      .median_ms = 40 + i / 7.0,
      .low_ms = 30 + i / 7.0,
      .high_ms = 55,
      .score = 81 - i,
      .score_low = 50,
      .score_high = 90.1,
      .zone = i < 11 ? BW_ZONE_GREEN : BW_ZONE_YELLOW,
      .p_green = 0.7,
      .p_yellow = 0.2,
      .p_red = 0.1,
    };
  self->has_net = scored;
  for (int i = 0; scored && i < BW_FORECAST_HOURS; i++)
    {
      self->net_score[i] = 70 + i / 3.0;
      self->net_median_ms[i] = 41 + i / 9.0;
    }
  push = bw_push_new ("hrv", -0.7, 0.6, -11.4);
  if (scored)
    {
      push->has_value = TRUE;
      push->time_ms = self->issued_ms - 1000;
      push->offset_min = 120;
      push->value = 3.5;
      push->mean = 3.625;
      push->sd = 0.0625;
    }
  g_ptr_array_add (self->pushes, push);
  g_ptr_array_add (self->notes, g_strdup ("A note with “quotes”."));
  return self;
}

static char *
to_text (const BwForecast *forecast)
{
  g_autoptr (JsonNode) node = bw_forecast_to_json (forecast);

  return json_to_string (node, TRUE);
}

static void
test_round_trip (void)
{
  static const char *const later[] = { "track", "next_night", "score_version", "score_weights",
                                       "score_correlation", "lstm" };

  for (int scored = 0; scored < 2; scored++)
    {
      g_autoptr (BwForecast) forecast = make (scored);
      g_autofree char *text = to_text (forecast);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (text, &error);
      g_autoptr (BwForecast) again = NULL;
      g_autofree char *text2 = NULL;
      const BwPush *push;

      g_assert_no_error (error);
      again = bw_forecast_from_json (node, &error);
      g_assert_no_error (error);
      text2 = to_text (again);
      g_assert_cmpstr (text, ==, text2);
      g_assert_cmpint (again->issued_ms, ==, forecast->issued_ms);
      g_assert_cmpint (again->hours[5].offset_min, ==, 60);
      g_assert_cmpint (again->model_id, ==, forecast->model_id);
      g_assert_cmpint (again->has_score, ==, scored);
      g_assert_cmpint (again->calibrating, ==, !scored);
      g_assert_true (again->hours[5].median_ms == forecast->hours[5].median_ms);
      if (scored)
        {
          g_assert_true (again->score_now == forecast->score_now);
          g_assert_cmpint (again->hours[20].zone, ==, BW_ZONE_YELLOW);
          g_assert_cmpuint (again->track.n_hours, ==, 412);
          g_assert_cmpfloat (again->track.skill_low, ==, -2.8);
          g_assert_cmpint (again->night.to_offset_min, ==, 0);
          g_assert_cmpfloat (again->night.score_low, ==, 20.5);
          g_assert_cmpuint (again->night.n_nights, ==, 63);
          g_assert_cmpuint (again->night.track.n_hours, ==, 42);
          push = g_ptr_array_index (again->pushes, 0);
          g_assert_true (push->has_value);
          g_assert_cmpfloat (push->sd, ==, 0.0625);
          g_assert_cmpint (push->offset_min, ==, 120);
        }
      g_assert_cmpint (again->night.known, ==, scored);
      g_assert_cmpuint (again->score_version, ==, 7);
      g_assert_cmpfloat (again->score_weights[BW_TERM_SLEEP], ==, 0.5 / 3);
      g_assert_cmpfloat (again->score_correlation[2][1], ==, forecast->score_correlation[2][1]);
      g_assert_cmpint (again->track.known, ==, scored);
      g_assert_cmpint (again->has_net, ==, scored);
      if (scored)
        {
          g_assert_cmpmem (again->net_score, sizeof again->net_score, forecast->net_score,
                           sizeof forecast->net_score);
          g_assert_cmpmem (again->net_median_ms, sizeof again->net_median_ms,
                           forecast->net_median_ms, sizeof forecast->net_median_ms);
        }

      /* As it was stored before there was a track record, a night or a mark of the score. */
      for (guint i = 0; i < G_N_ELEMENTS (later); i++)
        json_object_remove_member (json_node_get_object (node), later[i]);
      g_clear_pointer (&again, bw_forecast_free);
      again = bw_forecast_from_json (node, &error);
      g_assert_no_error (error);
      g_assert_false (again->track.known || again->has_net);
      g_assert_false (again->night.known);
      g_assert_cmpuint (again->score_version, ==, 1);
      g_assert_cmpfloat (again->score_weights[BW_TERM_HRV], ==, 0.6);
    }
}

/* The contract's keys are all there, and what is unknown is null. */
static void
test_keys (void)
{
  static const char *const keys[] = { "issued", "measure", "model", "baseline_days", "score_now",
                                      "zone_now", "hours", "notes" };
  static const char *const hour_keys[] = { "time", "median_ms", "low_ms", "high_ms", "score",
                                           "score_low", "score_high", "zone", "p_green",
                                           "p_yellow", "p_red" };
  g_autoptr (BwForecast) forecast = make (FALSE);
  g_autoptr (JsonNode) node = bw_forecast_to_json (forecast);
  JsonObject *object = json_node_get_object (node), *hour;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (object, keys[i]));
  g_assert_true (json_object_get_null_member (object, "score_now"));
  g_assert_true (json_object_get_null_member (object, "zone_now"));
  g_assert_cmpstr (json_object_get_string_member (object, "issued"), ==,
                   "2023-10-29T02:00:00+02:00");
  hour = json_array_get_object_element (json_object_get_array_member (object, "hours"), 3);
  for (guint i = 0; i < G_N_ELEMENTS (hour_keys); i++)
    g_assert_true (json_object_has_member (hour, hour_keys[i]));
  g_assert_cmpstr (json_object_get_string_member (hour, "time"), ==, "2023-10-29T04:00:00+01:00");
  g_assert_true (json_object_get_null_member (hour, "score"));
}

static void
test_broken (void)
{
  static const char *const broken[] = {
    "[]", "{}", "{\"issued\": 3}", "{\"hours\": [], \"pushes\": [], \"notes\": []}",
    "{\"issued\": \"2023-10-29T02:00:00+02:00\", \"measure\": \"sdnn\", \"model\": null,"
    " \"baseline_days\": 3, \"score_now\": null, \"hours\": [3], \"pushes\": [], \"notes\": []}",
    "{\"issued\": \"2023-10-29T02:00:00+02:00\", \"measure\": \"sdnn\", \"model\": null,"
    " \"baseline_days\": 3, \"score_now\": 3, \"hours\": [], \"pushes\": [], \"notes\": []}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (broken[i], NULL);

      g_assert_null (bw_forecast_from_json (node, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
}

/* A whole document of which one part is not what it should be. */
static void
test_broken_parts (void)
{
  static const struct
  {
    const char *key;
    const char *value;
  } parts[] = {
    { "next_night", "3" },
    { "next_night", "[]" },
    { "next_night", "{}" },
    { "next_night", "{\"from\": \"2024-01-01T22:00:00Z\"}" },
    { "score_weights", "\"0.6\"" },
    { "score_weights", "{\"hrv\": 0.6}" },
    { "score_weights", "{\"hrv\": 0.6, \"resting-heart-rate\": \"x\", \"sleep\": 1}" },
    { "score_correlation", "[[1, 0, 0], [0, 1, 0]]" },
    { "score_correlation", "[[1, 0, 0], [0, 1], [0, 0, 1]]" },
    { "score_correlation", "[[1, 0, 0], [0, 1, 0], [0, 0, null]]" },
    { "score_correlation", "[1, 0, 0]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (BwForecast) forecast = make (TRUE);
      g_autoptr (JsonNode) node = bw_forecast_to_json (forecast);
      g_autoptr (BwForecast) again = NULL;
      g_autoptr (GError) error = NULL;

      json_object_set_member (json_node_get_object (node), parts[i].key,
                              json_from_string (parts[i].value, NULL));
      again = bw_forecast_from_json (node, &error);
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_assert_null (again);
    }
}

static void
test_ids (void)
{
  for (int i = 0; i <= BW_MEASURE_SDNN; i++)
    {
      BwMeasure measure = BW_MEASURE_AUTO;

      g_assert_true (bw_measure_from_id (bw_measure_get_id ((BwMeasure) i), &measure));
      g_assert_cmpint (measure, ==, i);
    }
  for (int i = 0; i <= BW_PRESET_TUTORIAL; i++)
    {
      BwPreset preset = BW_PRESET_DEFAULT;

      g_assert_true (bw_preset_from_id (bw_preset_get_id ((BwPreset) i), &preset));
      g_assert_cmpint (preset, ==, i);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/round-trip", test_round_trip);
  g_test_add_func ("/json/keys", test_keys);
  g_test_add_func ("/json/broken", test_broken);
  g_test_add_func ("/json/broken-parts", test_broken_parts);
  g_test_add_func ("/json/ids", test_ids);
  return g_test_run ();
}
