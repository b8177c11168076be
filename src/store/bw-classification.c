/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-recordings.h"

/* As Apple's watches write them. */
static const struct
{
  const char *english;
  const char *german;
} classifications[] = {
  { "Sinus Rhythm", "Sinusrhythmus" },
  { "Atrial Fibrillation", "Vorhofflimmern" },
  { "Heart Rate Below 50", NULL },
  { "Low Heart Rate", "Niedrige Herzfrequenz" },
  { "Heart Rate Over 120", NULL },
  { "Heart Rate Over 150", NULL },
  { "High Heart Rate", "Hohe Herzfrequenz" },
  { "Inconclusive", NULL },
  { "Poor Recording", NULL },
};

const char *
bw_recording_get_english_classification (const char *classification)
{
  for (guint i = 0; classification != NULL && i < G_N_ELEMENTS (classifications); i++)
    if (g_str_equal (classification, classifications[i].english)
        || g_strcmp0 (classification, classifications[i].german) == 0)
      return classifications[i].english;
  return NULL;
}
