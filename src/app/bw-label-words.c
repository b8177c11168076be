/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *shape;
} labels[] = {
  [BW_LABEL_NONE] = { N_("No label"), "–" },
  [BW_LABEL_FASTING] = { N_("Fasting"), "○" },
  [BW_LABEL_GLUCOSE] = { N_("After glucose"), "▲" },
};

/* What labels are made by other than a person. */
static const struct
{
  const char *id;
  const char *name;
} makers[] = {
  { "folder", N_("Folder name") },
  { "import", N_("Imported") },
  { "protocol", N_("Meal protocol") },
  { "glucose", N_("Blood glucose") },
};

const char *
bw_label_words_get_name (BwLabel label)
{
  g_return_val_if_fail (label < G_N_ELEMENTS (labels), NULL);

  return _(labels[label].name);
}

const char *
bw_label_words_get_shape (BwLabel label)
{
  g_return_val_if_fail (label < G_N_ELEMENTS (labels), NULL);

  return labels[label].shape;
}

char *
bw_label_words_format (BwLabel label)
{
  g_return_val_if_fail (label < G_N_ELEMENTS (labels), NULL);

  /* Translators: a label's shape and its name: "○ Fasting". */
  return g_strdup_printf (_("%s %s"), labels[label].shape, _(labels[label].name));
}

const char *
bw_label_words_get_who (const char *who)
{
  if (who == NULL)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].id, who))
      return _(makers[i].name);
  return who;
}
