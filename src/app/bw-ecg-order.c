/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-order.h"

#include "app/bw-prediction-words.h"
#include "signal/bw-ecg-analysis.h"

#include <glib/gi18n-lib.h>

static const char *const sort_ids[] = {
  [BW_ECG_SORT_NEWEST] = "newest",
  [BW_ECG_SORT_OLDEST] = "oldest",
  [BW_ECG_SORT_LENGTH] = "length",
  [BW_ECG_SORT_HEART_RATE] = "heart-rate",
  [BW_ECG_SORT_CLASSIFICATION] = "classification",
  [BW_ECG_SORT_QUALITY] = "quality",
  [BW_ECG_SORT_LABEL] = "label",
  [BW_ECG_SORT_WHO] = "who",
  [BW_ECG_SORT_PREDICTION] = "prediction",
  [BW_ECG_SORT_NAME] = "name",
  [BW_ECG_SORT_SHUFFLED] = "shuffled",
};

static const struct
{
  const char *id;
  const char *name;
} shows[] = {
  [BW_ECG_SHOW_ALL] = { "all", N_("All") },
  [BW_ECG_SHOW_UNLABELLED] = { "unlabelled", N_("Unlabelled") },
  [BW_ECG_SHOW_FASTING] = { "fasting", N_("Fasting") },
  [BW_ECG_SHOW_GLUCOSE] = { "glucose", N_("After glucose") },
  [BW_ECG_SHOW_DISAGREE] = { "disagree", N_("Readers disagree") },
  [BW_ECG_SHOW_POOR] = { "poor", N_("Poor quality") },
  [BW_ECG_SHOW_NOTE] = { "note", N_("With a note") },
  [BW_ECG_SHOW_DIFFERS] = { "differs", N_("Prediction differs from label") },
  [BW_ECG_SHOW_UNSURE] = { "unsure", N_("Prediction not sure") },
};

const char *
bw_ecg_sort_get_id (BwEcgSort sort)
{
  g_return_val_if_fail (sort < G_N_ELEMENTS (sort_ids), NULL);

  return sort_ids[sort];
}

BwEcgSort
bw_ecg_sort_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_ids); i++)
    if (g_strcmp0 (sort_ids[i], id) == 0)
      return (BwEcgSort) i;
  return BW_ECG_SORT_NEWEST;
}

const char *
bw_ecg_show_get_id (BwEcgShow show)
{
  g_return_val_if_fail (show < G_N_ELEMENTS (shows), NULL);

  return shows[show].id;
}

BwEcgShow
bw_ecg_show_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    if (g_strcmp0 (shows[i].id, id) == 0)
      return (BwEcgShow) i;
  return BW_ECG_SHOW_ALL;
}

const char *
bw_ecg_show_get_name (BwEcgShow show)
{
  g_return_val_if_fail (show < G_N_ELEMENTS (shows), NULL);

  return _(shows[show].name);
}

gboolean
bw_ecg_sort_is_by_label (BwEcgSort sort)
{
  return sort == BW_ECG_SORT_LABEL || sort == BW_ECG_SORT_WHO;
}

static int
compare_doubles (double a,
                 double b)
{
  return (a > b) - (a < b);
}

static int
compare_texts (const char *a,
               const char *b)
{
  return g_utf8_collate (a != NULL ? a : "", b != NULL ? b : "");
}

/* Known before unknown. */
static int
compare_known (gboolean a_known,
               double   a,
               gboolean b_known,
               double   b)
{
  if (a_known != b_known)
    return a_known ? -1 : 1;
  return a_known ? compare_doubles (a, b) : 0;
}

static double
length_of (const BwRecording *recording)
{
  return recording->rate_hz > 0 ? recording->n_samples / recording->rate_hz : 0;
}

/* The finalizer of MurmurHash3 (A. Appleby, public domain): every bit of the id and the seed tells. */
static guint32
shuffle_key (gint64  id,
             guint32 seed)
{
  guint32 h = (guint32) id ^ (guint32) ((guint64) id >> 32) ^ seed;

  h ^= h >> 16;
  h *= 0x85ebca6bU;
  h ^= h >> 13;
  h *= 0xc2b2ae35U;
  h ^= h >> 16;
  return h;
}

/* Whether it is predicted, sure or not. */
static gboolean
is_predicted (BwEcgItem *item)
{
  const BwPredictionRow *row = bw_ecg_item_get_prediction (item);

  return row != NULL && bw_prediction_get_predicted (row) >= BW_PREDICTED_UNSURE;
}

static int
compare_predictions (BwEcgItem *a,
                     BwEcgItem *b)
{
  gboolean a_known = is_predicted (a), b_known = is_predicted (b);

  return compare_known (a_known, a_known ? -bw_ecg_item_get_prediction (a)->probability : 0,
                        b_known, b_known ? -bw_ecg_item_get_prediction (b)->probability : 0);
}

static int
compare_shuffled (const BwRecording *a,
                  const BwRecording *b,
                  guint32            seed)
{
  guint32 left = shuffle_key (a->id, seed);
  guint32 right = shuffle_key (b->id, seed);

  return (left > right) - (left < right);
}

static int
compare_by (BwEcgItem *item_a,
            BwEcgItem *item_b,
            BwEcgSort  sort,
            guint32    seed)
{
  const BwRecording *a = bw_ecg_item_get_recording (item_a);
  const BwRecording *b = bw_ecg_item_get_recording (item_b);

  switch (sort)
    {
    case BW_ECG_SORT_LENGTH:
      return compare_doubles (length_of (b), length_of (a));
    case BW_ECG_SORT_HEART_RATE:
      return compare_known (a->has_analysis && a->has_hr, a->hr_bpm,
                            b->has_analysis && b->has_hr, b->hr_bpm);
    case BW_ECG_SORT_CLASSIFICATION:
      return compare_texts (a->classification, b->classification);
    case BW_ECG_SORT_QUALITY:
      return compare_known (a->has_analysis, -a->quality, b->has_analysis, -b->quality);
    case BW_ECG_SORT_LABEL:
      return (int) bw_ecg_item_get_label (item_a) - (int) bw_ecg_item_get_label (item_b);
    case BW_ECG_SORT_WHO:
      return compare_texts (bw_ecg_item_get_who (item_a), bw_ecg_item_get_who (item_b));
    case BW_ECG_SORT_PREDICTION:
      return compare_predictions (item_a, item_b);
    case BW_ECG_SORT_NAME:
      return g_strcmp0 (bw_ecg_item_get_name_key (item_a), bw_ecg_item_get_name_key (item_b));
    case BW_ECG_SORT_SHUFFLED:
      return compare_shuffled (a, b, seed);
    case BW_ECG_SORT_NEWEST:
    case BW_ECG_SORT_OLDEST:
    default:
      return 0;
    }
}

int
bw_ecg_order_compare (BwEcgItem *a,
                      BwEcgItem *b,
                      BwEcgSort  sort,
                      guint32    seed)
{
  const BwRecording *left = bw_ecg_item_get_recording (a);
  const BwRecording *right = bw_ecg_item_get_recording (b);
  int order = compare_by (a, b, sort, seed);

  /* Those of one day without a time of day keep the order of their files. */
  if (order == 0)
    order = (left->start_ms < right->start_ms) - (left->start_ms > right->start_ms);
  if (order == 0)
    order = (left->id < right->id) - (left->id > right->id);
  return sort == BW_ECG_SORT_OLDEST ? -order : order;
}

gboolean
bw_ecg_order_match (BwEcgItem *item,
                    BwEcgShow  show)
{
  const BwRecording *recording = bw_ecg_item_get_recording (item);

  switch (show)
    {
    case BW_ECG_SHOW_UNLABELLED:
      return bw_ecg_item_get_label (item) == BW_LABEL_NONE;
    case BW_ECG_SHOW_FASTING:
      return bw_ecg_item_get_label (item) == BW_LABEL_FASTING;
    case BW_ECG_SHOW_GLUCOSE:
      return bw_ecg_item_get_label (item) == BW_LABEL_GLUCOSE;
    /* What a blind reader must not see does not sift for her either. */
    case BW_ECG_SHOW_DISAGREE:
      return !bw_ecg_item_is_blind (item) && bw_ecg_item_get_disagree (item);
    case BW_ECG_SHOW_POOR:
      return recording->has_analysis
             && bw_ecg_quality_grade (recording->quality) == BW_ECG_QUALITY_POOR;
    case BW_ECG_SHOW_NOTE:
      return !bw_ecg_item_is_blind (item) && recording->note != NULL && *recording->note != '\0';
    case BW_ECG_SHOW_DIFFERS:
      return bw_ecg_item_get_differs (item);
    case BW_ECG_SHOW_UNSURE:
      return bw_ecg_item_get_prediction (item) != NULL
             && bw_prediction_get_predicted (bw_ecg_item_get_prediction (item))
                    == BW_PREDICTED_UNSURE;
    case BW_ECG_SHOW_ALL:
    default:
      return TRUE;
    }
}
