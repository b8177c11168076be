/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-prediction-words.h"

#include "bw-test.h"

#include <string.h>

/* Of a day that the model has not seen: 27 of 30 beats say "after glucose". */
static BwPredictionRow
prediction (void)
{
  return (BwPredictionRow) {
    .recording_id = 1,
    .model_id = 1,
    .answer = BW_LABEL_GLUCOSE,
    .probability = 0.934,
    .votes = 27,
    .n_beats = 30,
    .same_day = TRUE,
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
test_answer (void)
{
  BwPredictionRow row = prediction ();

  g_assert_cmpint (bw_prediction_get_predicted (&row), ==, BW_PREDICTED_GLUCOSE);
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_NONE), "▲ After glucose 93 %");
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_GLUCOSE), "▲ After glucose 93 %");
  assert_text (bw_prediction_words_spoken (&row, BW_LABEL_NONE), "predicted after glucose, 93 %");
  assert_text (bw_prediction_words_basis (&row),
               "27 of 30 beats say so · the model has not seen this day");
  assert_text (bw_prediction_words_caveats (&row, BW_LABEL_GLUCOSE), NULL);
  g_assert_cmpstr (bw_prediction_words_get_search (&row), ==, "predicted after glucose");

  /* Of the other class, what is left of the probability and of the beats. */
  row.answer = BW_LABEL_FASTING;
  row.probability = 0.04;
  row.votes = 2;
  row.origin = BW_PREDICTION_HELD_OUT;
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_NONE), "○ Fasting 96 %");
  assert_text (bw_prediction_words_basis (&row), "28 of 30 beats say so · by a model like it that "
                                                 "was trained without this day");
  g_assert_cmpstr (bw_prediction_words_get_search (&row), ==, "predicted fasting");

  /* Never certain. */
  row.probability = 0;
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_NONE), "○ Fasting 99 %");
  row.answer = BW_LABEL_GLUCOSE;
  row.probability = 0.9999;
  row.n_beats = 1;
  row.votes = 1;
  row.origin = BW_PREDICTION_FRESH;
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_NONE), "▲ After glucose 99 %");
  assert_text (bw_prediction_words_basis (&row),
               "1 of 1 beat says so · the model has not seen this day");
}

static void
test_no_answer (void)
{
  BwPredictionRow row = prediction ();

  row.answer = BW_LABEL_NONE;
  row.probability = 0.54;
  row.votes = 16;
  g_assert_cmpint (bw_prediction_get_predicted (&row), ==, BW_PREDICTED_UNSURE);
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_FASTING), "? Not sure");
  assert_text (bw_prediction_words_spoken (&row, BW_LABEL_FASTING), "prediction not sure");
  assert_text (bw_prediction_words_basis (&row),
               "16 of 30 beats say after glucose · the model has not seen this day");
  g_assert_cmpstr (bw_prediction_words_get_search (&row), ==, "prediction not sure");
  g_assert_false (bw_prediction_differs (&row, BW_LABEL_FASTING));

  row.n_beats = row.votes = 0;
  g_assert_cmpint (bw_prediction_get_predicted (&row), ==, BW_PREDICTED_NOTHING);
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_FASTING), "");
  assert_text (bw_prediction_words_basis (&row), "None: it has no beats to go by");
  assert_text (bw_prediction_words_caveats (&row, BW_LABEL_FASTING), NULL);

  /* Whatever is said of what the day is held against. */
  row = prediction ();
  row.is_reference = TRUE;
  g_assert_cmpint (bw_prediction_get_predicted (&row), ==, BW_PREDICTED_REFERENCE);
  g_assert_false (bw_prediction_differs (&row, BW_LABEL_FASTING));
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_FASTING), "");
  assert_text (bw_prediction_words_spoken (&row, BW_LABEL_FASTING), "a reference of its day");
  assert_text (bw_prediction_words_caveats (&row, BW_LABEL_FASTING), NULL);
  g_assert_cmpstr (bw_prediction_words_get_search (&row), ==, "");
}

static void
test_differs (void)
{
  BwPredictionRow row = prediction ();
  g_autofree char *caveats = NULL;

  g_assert_true (bw_prediction_differs (&row, BW_LABEL_FASTING));
  g_assert_false (bw_prediction_differs (&row, BW_LABEL_GLUCOSE));
  g_assert_false (bw_prediction_differs (&row, BW_LABEL_NONE));
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_FASTING), "≠ ▲ After glucose 93 %");
  assert_text (bw_prediction_words_spoken (&row, BW_LABEL_FASTING),
               "predicted after glucose, 93 %, unlike the label");

  row.origin = BW_PREDICTION_LEARNT;
  row.outside = TRUE;
  row.same_day = FALSE;
  assert_text (bw_prediction_words_chip (&row, BW_LABEL_FASTING), "≠ ▲ After glucose, learnt");
  assert_text (bw_prediction_words_spoken (&row, BW_LABEL_GLUCOSE),
               "predicted after glucose, on a day the model was trained on");
  caveats = bw_prediction_words_caveats (&row, BW_LABEL_FASTING);
  g_assert_true (g_str_has_prefix (caveats, "The label says otherwise.\n"));
  g_assert_nonnull (strstr (caveats, "\nOutside what was learnt: "));
  g_assert_true (g_str_has_suffix (caveats, ", not of this day."));
}

static void
test_several (void)
{
  assert_text (bw_prediction_words_several (0, 0, 0), NULL);
  assert_text (bw_prediction_words_several (4, 5, 1),
               "Predicted: 4 fasting · 5 after glucose · 1 not sure");
  assert_text (bw_prediction_words_several (0, 2, 0), "Predicted: 2 after glucose");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prediction-words/answer", test_answer);
  g_test_add_func ("/prediction-words/no-answer", test_no_answer);
  g_test_add_func ("/prediction-words/differs", test_differs);
  g_test_add_func ("/prediction-words/several", test_several);
  return g_test_run ();
}
