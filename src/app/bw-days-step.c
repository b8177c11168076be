/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-days-step.h"

#include "app/bw-day-split-view.h"
#include "app/bw-glucose-words.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _BwDaysStep
{
  AdwBin parent_instance;

  /* Template children. */
  BwDaySplitView *view;
  GtkBox *remarks;

  /* Owned. */
  BwSession *session;
  BwDaySplit *split;    /* (nullable): as it is shown */
  BwDaySplit *before;   /* (nullable): as it was before the last change, for undo */

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwDaysStep, bw_days_step, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_remarks (BwDaysStep *self)
{
  g_autoptr (GPtrArray) remarks = bw_day_split_get_remarks (self->split);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->remarks))) != NULL)
    gtk_box_remove (self->remarks, child);
  for (guint i = 0; i < remarks->len; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      GtkWidget *image = gtk_image_new_from_icon_name ("dialog-information-symbolic");
      GtkWidget *label = gtk_label_new (g_ptr_array_index (remarks, i));

      gtk_widget_set_valign (image, GTK_ALIGN_START);
      gtk_widget_add_css_class (image, "dim-label");
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), image);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (self->remarks, box);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), remarks->len > 0);
}

static gboolean
is_same (const BwDaySplit *one,
         const BwDaySplit *other)
{
  g_autofree char *text = bw_day_split_to_text (one);
  g_autofree char *other_text = bw_day_split_to_text (other);

  return g_str_equal (text, other_text);
}

static void
show_split (BwDaysStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  g_autoptr (BwDaySplit) suggested = bw_day_split_copy (self->split);
  /* What is learnt from stays as it is meanwhile. */
  gboolean can_change = bw_session_get_learn_job (self->session) == NULL
                        && (glucose == NULL || glucose->is_writable);

  bw_day_split_suggest (suggested);
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), can_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "days.suggest",
                                 can_change && !is_same (suggested, self->split));
  show_remarks (self);
}

static void
set_split (BwDaysStep       *self,
           const BwDaySplit *split)
{
  BwDaySplit *copy = bw_day_split_copy (split);

  g_clear_pointer (&self->split, bw_day_split_free);
  self->split = copy;
  show_split (self);
}

static void
on_undo (BwDaysStep *self)
{
  if (self->before == NULL)
    return;
  set_split (self, self->before);
  g_clear_pointer (&self->before, bw_day_split_free);
  bw_day_split_view_set_split (self->view, self->split);
  bw_session_set_split (self->session, self->split);
}

/* Takes @text. */
static void
change_to (BwDaysStep       *self,
           const BwDaySplit *split,
           char             *text)
{
  g_clear_pointer (&self->before, bw_day_split_free);
  self->before = bw_day_split_copy (self->split);
  set_split (self, split);
  bw_session_set_split (self->session, self->split);
  bw_toasts_tell (GTK_WIDGET (self), text, G_CALLBACK (on_undo));
  g_free (text);
}

/* What a person moved, told by the day where it is one. Returns: (transfer full) */
static char *
tell_change (const BwDaySplit *before,
             const BwDaySplit *after)
{
  const BwDay *moved = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; i < after->days->len && i < before->days->len; i++)
    if (g_array_index (after->days, BwDay, i).role != g_array_index (before->days, BwDay, i).role)
      moved = &g_array_index (after->days, BwDay, i);
  if (moved == NULL)
    return g_strdup (_("Days moved"));
  day = bw_glucose_words_day (moved->day, FALSE);
  /* Translators: a day and what it is used for from now on: "21 Sep: Validation". */
  return g_strdup_printf (_("%s: %s"), day, bw_day_role_get_name (moved->role));
}

static void
on_changed (BwDaysStep *self)
{
  const BwDaySplit *split = bw_day_split_view_get_split (self->view);

  change_to (self, split, tell_change (self->split, split));
}

static void
suggest (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwDaysStep *self = BW_DAYS_STEP (widget);
  g_autoptr (BwDaySplit) suggested = NULL;

  if (self->split == NULL)
    return;
  suggested = bw_day_split_copy (self->split);
  bw_day_split_suggest (suggested);
  bw_day_split_view_set_split (self->view, suggested);
  change_to (self, suggested, g_strdup (_("Days split as suggested")));
}

static gboolean
has_same_days (const BwDaySplit *one,
               const BwDaySplit *other)
{
  guint n = one->days->len;

  /* Of no days there is no data to be compared. */
  return n == other->days->len
         && (n == 0 || memcmp (one->days->data, other->days->data, n * sizeof (BwDay)) == 0);
}

static void
on_glucose_changed (BwDaysStep *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);

  if (glucose == NULL)
    return;
  /* It also tells what is going on: a day that is on its way to the library stays where it was put,
   * and the view is not made anew under the person's hands. */
  if (self->split != NULL
      && (bw_session_is_keeping (self->session) || has_same_days (self->split, glucose->split)))
    {
      show_split (self);
      return;
    }
  set_split (self, glucose->split);
  bw_day_split_view_set_split (self->view, self->split);
}

static void
bw_days_step_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_DAYS_STEP (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_days_step_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  BwDaysStep *self = BW_DAYS_STEP (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_days_step_dispose (GObject *object)
{
  BwDaysStep *self = BW_DAYS_STEP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->split, bw_day_split_free);
  g_clear_pointer (&self->before, bw_day_split_free);
  G_OBJECT_CLASS (bw_days_step_parent_class)->dispose (object);
}

static void
bw_days_step_class_init (BwDaysStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_days_step_get_property;
  object_class->set_property = bw_days_step_set_property;
  object_class->dispose = bw_days_step_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_DAY_SPLIT_VIEW);
  gtk_widget_class_install_action (widget_class, "days.suggest", NULL, suggest);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-days-step.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDaysStep, view);
  gtk_widget_class_bind_template_child (widget_class, BwDaysStep, remarks);
}

static void
bw_days_step_init (BwDaysStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "changed", G_CALLBACK (on_changed), self);
  g_object_bind_property (self, "narrow", self->view, "narrow", G_BINDING_SYNC_CREATE);
}

void
bw_days_step_set_session (BwDaysStep *self,
                          BwSession  *session)
{
  g_return_if_fail (BW_IS_DAYS_STEP (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}
