/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts.h"

#include <glib/gi18n-lib.h>

const char *
bw_beat_verdict_get_id (BwBeatVerdict verdict)
{
  switch (verdict)
    {
    case BW_BEAT_ECTOPIC:
      return "ectopic";
    case BW_BEAT_MISSED:
      return "missed";
    case BW_BEAT_EXTRA:
      return "extra";
    case BW_BEAT_LONG_SHORT:
      return "long-short";
    case BW_BEAT_NORMAL:
    default:
      return "normal";
    }
}

gboolean
bw_beat_verdict_from_id (const char    *id,
                         BwBeatVerdict *verdict)
{
  for (int v = BW_BEAT_NORMAL; v < BW_BEAT_N_VERDICTS; v++)
    if (g_strcmp0 (bw_beat_verdict_get_id ((BwBeatVerdict) v), id) == 0)
      {
        *verdict = (BwBeatVerdict) v;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_beat_verdict_get_text (BwBeatVerdict verdict)
{
  switch (verdict)
    {
    case BW_BEAT_ECTOPIC:
      return _("Early or late beat");
    case BW_BEAT_MISSED:
      return _("Beat missing before this one");
    case BW_BEAT_EXTRA:
      return _("Not a beat");
    case BW_BEAT_LONG_SHORT:
      return _("Interval out of line");
    case BW_BEAT_NORMAL:
    default:
      return _("Normal beat");
    }
}

static const struct
{
  const char *id;
  double alpha;
} corrections[BW_N_CORRECTIONS] = {
  [BW_CORRECTION_NONE] = { "none", 0 },
  [BW_CORRECTION_LENIENT] = { "lenient", 7.8 },
  [BW_CORRECTION_STANDARD] = { "standard", 5.2 },
  [BW_CORRECTION_STRICT] = { "strict", 3.5 },
};

double
bw_correction_get_alpha (BwCorrection correction)
{
  g_return_val_if_fail ((guint) correction < BW_N_CORRECTIONS, 0);

  return corrections[correction].alpha;
}

const char *
bw_correction_get_id (BwCorrection correction)
{
  g_return_val_if_fail ((guint) correction < BW_N_CORRECTIONS, NULL);

  return corrections[correction].id;
}

const char *
bw_correction_get_text (BwCorrection correction)
{
  switch (correction)
    {
    case BW_CORRECTION_NONE:
      return C_("artefact correction", "None");
    case BW_CORRECTION_LENIENT:
      return C_("artefact correction", "Lenient");
    case BW_CORRECTION_STRICT:
      return C_("artefact correction", "Strict");
    case BW_CORRECTION_STANDARD:
    default:
      return C_("artefact correction", "Standard");
    }
}

gboolean
bw_correction_from_id (const char   *id,
                       BwCorrection *correction)
{
  for (guint i = 0; i < BW_N_CORRECTIONS; i++)
    if (g_strcmp0 (id, corrections[i].id) == 0)
      {
        *correction = (BwCorrection) i;
        return TRUE;
      }
  return FALSE;
}
