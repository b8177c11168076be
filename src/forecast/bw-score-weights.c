/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-score-weights.h"

#include <math.h>

#define SETTING "score-weights"
#define LARGEST 1e6

static const struct
{
  const char *id;
  double weight;
} terms[BW_N_TERMS] = {
  [BW_TERM_HRV] = { "hrv", 0.60 },
  [BW_TERM_RESTING_HR] = { "resting-heart-rate", 0.25 },
  [BW_TERM_SLEEP] = { "sleep", 0.15 },
};

const char *
bw_term_get_id (BwTerm term)
{
  return terms[term].id;
}

gboolean
bw_term_from_id (const char *id,
                 BwTerm     *term)
{
  for (int i = 0; i < BW_N_TERMS; i++)
    if (g_strcmp0 (id, terms[i].id) == 0)
      {
        *term = (BwTerm) i;
        return TRUE;
      }
  return FALSE;
}

BwScoreWeights
bw_score_weights_default (void)
{
  BwScoreWeights self;

  for (int i = 0; i < BW_N_TERMS; i++)
    self.weight[i] = terms[i].weight;
  return self;
}

gboolean
bw_score_weights_is_valid (const BwScoreWeights *self)
{
  for (int i = 0; i < BW_N_TERMS; i++)
    if (!(self->weight[i] >= 0 && self->weight[i] <= LARGEST))
      return FALSE;
  return self->weight[BW_TERM_HRV] > 1 / LARGEST;
}

gboolean
bw_score_weights_is_like (const BwScoreWeights *self,
                          const BwScoreWeights *other)
{
  double mine = 0, others = 0;

  for (int i = 0; i < BW_N_TERMS; i++)
    {
      mine += self->weight[i];
      others += other->weight[i];
    }
  for (int i = 0; i < BW_N_TERMS; i++)
    if (!(fabs (self->weight[i] / mine - other->weight[i] / others) < 1e-6))
      return FALSE;
  return TRUE;
}

char *
bw_score_weights_to_text (const BwScoreWeights *self)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < BW_N_TERMS; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              g_ascii_formatd (number, sizeof number, "%.4g", self->weight[i]));
    }
  return g_string_free (text, FALSE);
}

gboolean
bw_score_weights_from_text (BwScoreWeights *self,
                            const char     *text)
{
  BwScoreWeights read;

  for (int i = 0; i < BW_N_TERMS; i++)
    {
      char *end;

      while (g_ascii_isspace (*text))
        text++;
      read.weight[i] = g_ascii_strtod (text, &end);
      if (end == text || !(*end == '\0' || g_ascii_isspace (*end)))
        return FALSE;
      text = end;
    }
  while (g_ascii_isspace (*text))
    text++;
  if (*text != '\0' || !bw_score_weights_is_valid (&read))
    return FALSE;
  *self = read;
  return TRUE;
}

BwScoreWeights
bw_score_weights_read (BwLibrary *library)
{
  g_autofree char *text = bw_library_get_setting (library, SETTING);
  BwScoreWeights self = bw_score_weights_default ();

  if (text != NULL)
    bw_score_weights_from_text (&self, text);
  return self;
}

gboolean
bw_score_weights_write (const BwScoreWeights *self,
                        BwLibrary            *library,
                        GError              **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self == NULL || bw_score_weights_is_valid (self), FALSE);

  /* Nothing, and not the numbers: what is usual may change with the version. */
  text = self != NULL ? bw_score_weights_to_text (self) : g_strdup ("");
  return bw_library_set_setting (library, SETTING, text, error);
}
