/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-agreement-card.h"

#include "app/bw-label-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const BwLabel table_labels[] = { BW_LABEL_FASTING, BW_LABEL_GLUCOSE };

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
figure_new (const char *value,
            const char *name,
            const char *meaning)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *number = label_new (value, "title-1");
  GtkWidget *title = label_new (name, "heading");
  GtkWidget *caption = label_new (meaning, "caption");

  gtk_widget_add_css_class (number, "tabular");
  gtk_widget_add_css_class (caption, "tabular");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
agreement_figure_new (const BwAgreement *agreement)
{
  /* Translators: a number of percent */
  g_autofree char *percent = g_strdup_printf (_("%.0f %%"), 100 * agreement->agreement);
  g_autofree char *meaning = NULL;

  /* Translators: recordings on which two readers agree, and that both labelled: "9 of 12
   * recordings". */
  meaning = g_strdup_printf (ngettext ("%u of %u recording", "%u of %u recordings",
                                       agreement->n_both),
                             agreement->n_agree, agreement->n_both);
  return figure_new (percent, _("Agreement"), meaning);
}

/* Two decimals with a true minus. */
static char *
format_kappa (double kappa)
{
  return g_strdup_printf ("%s%.2f", kappa < -0.005 ? "−" : "", fabs (kappa));
}

static GtkWidget *
kappa_figure_new (const BwAgreement *agreement)
{
  g_autofree char *kappa = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *meaning = NULL;

  if (!agreement->has_kappa)
    return figure_new ("–", _("Cohen’s κ"), _("unknown while all labels are the same"));
  kappa = format_kappa (agreement->kappa);
  low = format_kappa (agreement->kappa_low);
  high = format_kappa (agreement->kappa_high);
  /* Translators: a word for how good κ is, and its 95 % interval: "moderate, 0.20 to 0.87". */
  meaning = g_strdup_printf (_("%s, %s to %s"), bw_kappa_get_text (agreement->kappa), low, high);
  return figure_new (kappa, _("Cohen’s κ"), meaning);
}

static void
add_cell (GtkWidget  *grid,
          const char *text,
          const char *css_class,
          int         column,
          int         row,
          int         width)
{
  GtkWidget *label = label_new (text, css_class);

  gtk_widget_set_hexpand (label, TRUE);
  if (column == 0)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_LEFT);
    }
  gtk_grid_attach (GTK_GRID (grid), label, column, row, width, 1);
}

static GtkWidget *
table_new (const BwAgreement *agreement,
           const char        *first,
           const char        *second)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autoptr (GString) spoken = g_string_new (NULL);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  add_cell (grid, first, "heading", 0, 0, 1);
  add_cell (grid, second, "heading", 1, 0, 2);
  for (guint i = 0; i < G_N_ELEMENTS (table_labels); i++)
    {
      g_autofree char *name = bw_label_words_format (table_labels[i]);

      add_cell (grid, name, "dim-label", 0, 2 + (int) i, 1);
      add_cell (grid, name, "dim-label", 1 + (int) i, 1, 1);
      for (guint j = 0; j < G_N_ELEMENTS (table_labels); j++)
        {
          g_autofree char *count = g_strdup_printf ("%u", agreement->table[i][j]);

          add_cell (grid, count, i == j ? "heading" : NULL, 1 + (int) j, 2 + (int) i, 1);
          /* Translators: for a screen reader, of two readers' names and the labels they gave to so
           * many recordings: "Anna: Fasting, Ben: After glucose: 1. ". */
          g_string_append_printf (spoken, _("%s: %s, %s: %s: %u. "), first,
                                  bw_label_words_get_name (table_labels[i]), second,
                                  bw_label_words_get_name (table_labels[j]),
                                  agreement->table[i][j]);
        }
    }
  gtk_widget_add_css_class (grid, "tabular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who labelled how many"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken->str, -1);
  return grid;
}

static GtkWidget *
alone_new (const BwAgreement *agreement,
           const char        *first,
           const char        *second)
{
  g_autofree char *text = NULL;

  /* Translators: recordings that only one of two readers has labelled: "Labelled by one alone: Anna
   * 3, Ben 0". */
  text = g_strdup_printf (_("Labelled by one alone: %s %u, %s %u"), first, agreement->n_only_first,
                          second, agreement->n_only_second);
  return label_new (text, "caption");
}

GtkWidget *
bw_agreement_card_new (const BwAgreement *agreement,
                       const char        *first,
                       const char        *second)
{
  GtkWidget *card, *figures, *explanation;

  g_return_val_if_fail (agreement != NULL && agreement->n_both > 0, NULL);

  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  gtk_box_append (GTK_BOX (figures), agreement_figure_new (agreement));
  gtk_box_append (GTK_BOX (figures), kappa_figure_new (agreement));
  gtk_box_append (GTK_BOX (card), figures);
  /* xgettext:no-c-format */
  explanation = label_new (_("κ is what they agree beyond chance: 0 is chance, 1 is always. The "
                             "range holds it with 95 % confidence."),
                           "caption");
  gtk_widget_add_css_class (explanation, "dim-label");
  gtk_box_append (GTK_BOX (card), explanation);
  gtk_box_append (GTK_BOX (card), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (card), table_new (agreement, first, second));
  if (agreement->n_only_first + agreement->n_only_second > 0)
    {
      GtkWidget *alone = alone_new (agreement, first, second);

      gtk_widget_add_css_class (alone, "dim-label");
      gtk_box_append (GTK_BOX (card), alone);
    }
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "agreement");
  return card;
}
