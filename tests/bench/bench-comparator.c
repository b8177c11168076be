/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../comparator/ecg-days.h"
#include "comparator/bw-fit.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Trains every kind of model on the published training days and prints how long that took and what is
 * right on the validation days, over some seeds. Needs ../shared, where BW_TEST_SHARED says it is.
 *
 *   bench-comparator [SEEDS [MODE RULE]]        3 seeds of every kind
 */

static const struct
{
  BwComparatorMode mode;
  BwRule rule;
} kinds[] = {
  { BW_COMPARATOR_DEFAULT, BW_RULE_BEST },        { BW_COMPARATOR_DEFAULT, BW_RULE_COMPARATOR },
  { BW_COMPARATOR_DEFAULT, BW_RULE_CLASSIFIER },  { BW_COMPARATOR_DEFAULT, BW_RULE_LOGISTIC },
  { BW_COMPARATOR_PUBLISHED, BW_RULE_COMPARATOR }, { BW_COMPARATOR_PUBLISHED, BW_RULE_CLASSIFIER },
  { BW_COMPARATOR_PUBLISHED, BW_RULE_LOGISTIC },
};

static void
run (const BwBeatSet  *set,
     BwComparatorMode  mode,
     BwRule            rule,
     guint64           seed)
{
  g_autoptr (GArray) training = ecg_days_training (), validation = ecg_days_validation ();
  BwFitOptions options = { .mode = mode, .rule = rule, .seed = seed };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwComparatorModel) model
      = bw_fit (set, training, validation, &options, NULL, 0, NULL, NULL, &error);
  const BwComparatorInfo *info;

  if (model == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  info = bw_comparator_model_get_info (model);
  g_print ("%-9s %-10s seed %u: %6.1f s, best epoch %3u of %3u; validation %5.1f %% of %u beats, "
           "%5.1f %% of recordings",
           bw_comparator_mode_get_id (mode), bw_rule_get_id (rule), (guint) seed, info->seconds,
           info->best_epoch, info->epochs, 100 * info->val_beat_accuracy, info->val_beats,
           100 * info->val_wave_accuracy);
  if (info->n_tried > 0)
    g_print ("; %s is used: held out, comparator %u and logistic rule %u of %u",
             bw_rule_get_id (info->rule), info->comparator_right, info->logistic_right,
             info->n_tried);
  g_print ("\n");
}

int
main (int    argc,
      char **argv)
{
  const guint n_seeds = argc > 1 ? (guint) atoi (argv[1]) : 3;
  g_autoptr (BwBeatSet) set = NULL;

  setlocale (LC_ALL, "");
  set = ecg_days_read ();
  for (guint k = 0; set != NULL && k < G_N_ELEMENTS (kinds); k++)
    {
      if (argc > 3
          && (strcmp (argv[2], bw_comparator_mode_get_id (kinds[k].mode)) != 0
              || strcmp (argv[3], bw_rule_get_id (kinds[k].rule)) != 0))
        continue;
      for (guint seed = 0; seed < n_seeds; seed++)
        run (set, kinds[k].mode, kinds[k].rule, seed);
    }
  return 0;
}
