from grants.forms.answers.problem_sentences import problem_sentence
from grants.forms.answers.section_form import SectionForm

__all__ = ["SectionForm", "problem_sentence"]
