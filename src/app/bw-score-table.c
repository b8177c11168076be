/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-score-table.h"

#include "app/bw-glucose-words.h"

#include <glib/gi18n-lib.h>

/* What is told of a rule, in the order of the columns. */
typedef enum {
  COLUMN_WAVES,
  COLUMN_BEATS,
  COLUMN_SENSITIVITY,
  COLUMN_SPECIFICITY,
  COLUMN_CHANCE,
  N_COLUMNS
} Column;

/* A rule's figures as text: the share and, below it, the count. */
typedef struct
{
  char *title;
  gboolean is_used;
  char *share[N_COLUMNS];
  char *count[N_COLUMNS];   /* "" for none */
} Score;

struct _BwScoreTable
{
  AdwBin parent_instance;

  /* Borrowed. */
  GtkListBox *list;

  /* Owned. */
  GArray *scores;  /* (element-type Score) */

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwScoreTable, bw_score_table, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
score_clear (gpointer data)
{
  Score *score = data;

  g_free (score->title);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_free (score->share[i]);
      g_free (score->count[i]);
    }
}

static const char *
get_heading (Column column)
{
  static const char *const headings[N_COLUMNS] = {
    [COLUMN_WAVES] = N_("Recordings right"),
    [COLUMN_BEATS] = N_("Beats right"),
    [COLUMN_SENSITIVITY] = N_("After glucose found"),
    [COLUMN_SPECIFICITY] = N_("Fasting found"),
    [COLUMN_CHANCE] = N_("By chance"),
  };

  return _(headings[column]);
}

/* The field's own words. */
static const char *
get_term (Column column)
{
  static const char *const terms[N_COLUMNS] = {
    /* xgettext:no-c-format */
    [COLUMN_WAVES] = N_("With its 95 % interval (Wilson)"),
    [COLUMN_BEATS] = N_("Beats of a recording are alike: judge by recordings"),
    [COLUMN_SENSITIVITY] = N_("Sensitivity: recordings after glucose that are recognised"),
    [COLUMN_SPECIFICITY] = N_("Specificity: fasting recordings that are recognised"),
    [COLUMN_CHANCE] = N_("p: how often labels dealt out at random within each day would agree as well"),
  };

  return _(terms[column]);
}

static GtkWidget *
label_new (const char *text,
           float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), xalign > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_widget_add_css_class (label, "tabular");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
dim (GtkWidget *label)
{
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Every row has the same columns: homogeneous; the title and the share with its interval are as wide as
 * two. */
static GtkWidget *
grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_widget_add_css_class (grid, "score");
  return grid;
}

static void
attach (GtkWidget *grid,
        GtkWidget *label,
        int        column,
        int        row)
{
  int left = column > COLUMN_WAVES ? column + 3 : 2;

  gtk_grid_attach (GTK_GRID (grid), label, left, row, column == COLUMN_WAVES ? 2 : 1, 1);
}

static GtkWidget *
wide_row_new (const Score *score)
{
  GtkWidget *grid = grid_new ();
  GtkWidget *title = label_new (score->title, 0, score->is_used ? "heading" : NULL);

  gtk_grid_attach (GTK_GRID (grid), title, 0, 0, 2, 2);
  for (int i = 0; i < N_COLUMNS; i++)
    {
      attach (grid, label_new (score->share[i], 1, NULL), i, 0);
      attach (grid, dim (label_new (score->count[i], 1, "caption")), i, 1);
    }
  return grid;
}

static GtkWidget *
heading_row_new (void)
{
  GtkWidget *grid = grid_new ();

  gtk_grid_attach (GTK_GRID (grid), dim (label_new (_("Rule"), 0, "caption-heading")), 0, 0, 2, 1);
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *label = dim (label_new (get_heading ((Column) i), 1, "caption-heading"));

      gtk_widget_set_tooltip_text (label, get_term ((Column) i));
      attach (grid, label, i, 0);
    }
  return grid;
}

static GtkWidget *
narrow_row_new (const Score *score)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "score");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_attach (GTK_GRID (grid), label_new (score->title, 0, "heading"), 0, 0, 2, 1);
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *name = dim (label_new (get_heading ((Column) i), 0, "caption"));
      g_autofree char *value = *score->count[i] != '\0'
                                 ? g_strdup_printf ("%s · %s", score->share[i], score->count[i])
                                 : g_strdup (score->share[i]);

      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label_new (value, 1, "caption"), 1, i + 1, 1, 1);
    }
  return grid;
}

/* Returns: (transfer full): "Heart rate alone. Recordings right: 70 % (63 to 76 %), 121 of 173 …" */
static char *
tell (const Score *score)
{
  GString *text = g_string_new (score->title);

  for (int i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (text, ". %s: %s%s%s", get_heading ((Column) i), score->share[i],
                            *score->count[i] != '\0' ? ", " : "", score->count[i]);
  return g_string_free (text, FALSE);
}

static void
append (BwScoreTable *self,
        GtkWidget    *child,
        const char   *spoken)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (spoken != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  else
    gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
show_scores (BwScoreTable *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->scores->len > 0 && !self->narrow)
    append (self, heading_row_new (), NULL);
  for (guint i = 0; i < self->scores->len; i++)
    {
      const Score *score = &g_array_index (self->scores, Score, i);
      g_autofree char *spoken = tell (score);

      append (self, self->narrow ? narrow_row_new (score) : wide_row_new (score), spoken);
    }
}

static void
bw_score_table_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_SCORE_TABLE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_score_table_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  BwScoreTable *self = BW_SCORE_TABLE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  show_scores (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_score_table_finalize (GObject *object)
{
  g_array_unref (BW_SCORE_TABLE (object)->scores);
  G_OBJECT_CLASS (bw_score_table_parent_class)->finalize (object);
}

static void
bw_score_table_class_init (BwScoreTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_score_table_get_property;
  object_class->set_property = bw_score_table_set_property;
  object_class->finalize = bw_score_table_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bw_score_table_init (BwScoreTable *self)
{
  self->scores = g_array_new (FALSE, TRUE, sizeof (Score));
  g_array_set_clear_func (self->scores, score_clear);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("All figures"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

static void
add_score (BwScoreTable      *self,
           const BwRuleScore *rule)
{
  const BwProportion *proportions[N_COLUMNS] = {
    [COLUMN_WAVES] = &rule->waves,
    [COLUMN_BEATS] = &rule->beats,
    [COLUMN_SENSITIVITY] = &rule->sensitivity,
    [COLUMN_SPECIFICITY] = &rule->specificity,
  };
  Score score = { .title = g_strdup (bw_rule_score_get_title (rule)), .is_used = rule->is_used };

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (proportions[i] == NULL)
        continue;
      score.share[i] = i == COLUMN_WAVES ? bw_glucose_words_share (proportions[i])
                                         : bw_glucose_words_percent (proportions[i]);
      score.count[i] = bw_glucose_words_count (proportions[i]);
    }
  score.share[COLUMN_CHANCE] = bw_glucose_words_p (rule->permutation_p);
  score.count[COLUMN_CHANCE] = g_strdup ("");
  g_array_append_val (self->scores, score);
}

void
bw_score_table_set_evaluation (BwScoreTable       *self,
                               const BwEvaluation *evaluation)
{
  g_return_if_fail (BW_IS_SCORE_TABLE (self));

  g_array_set_size (self->scores, 0);
  for (guint i = 0; evaluation != NULL && i < evaluation->rules->len; i++)
    add_score (self, &g_array_index (evaluation->rules, BwRuleScore, i));
  show_scores (self);
}
